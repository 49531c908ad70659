import type { FieldValue, Person } from '@signalbox/sdk';
import type { JiraUser } from '../rest/index.ts';

const kinds: ReadonlyMap<string, Person['kind']> = new Map(
  Object.entries<Person['kind']>({
    app: 'integration',
    atlassian: 'human',
    customer: 'human',
  }),
);

/** What identifies an account: its id in the cloud, its key or name on a server. */
export function accountOf(user: JiraUser): string | null {
  return user.accountId ?? user.key ?? user.name ?? null;
}

export function personOf(user: JiraUser | null | undefined): Person | null {
  const id = user && accountOf(user);
  if (!user || !id) return null;
  const { displayName, emailAddress, accountType } = user;
  return {
    id,
    name: displayName ?? null,
    // An address that its owner hides comes as a placeholder.
    email: emailAddress?.includes('@') ? emailAddress : null,
    kind: kinds.get(accountType ?? '') ?? 'unknown',
  };
}

export function personValue(user: JiraUser | null | undefined): FieldValue | null {
  const person = personOf(user);
  return person && { value: person.id, label: person.name ?? person.id };
}
