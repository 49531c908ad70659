import type { CallOptions } from '@signalbox/sdk';
import { SignalboxError } from '@signalbox/sdk';
import { call, type JiraContext } from './call.ts';
import { type JiraUser, userSchema } from './user.ts';

/** The account the credentials belong to. */
export function readMyself(context: JiraContext, options?: CallOptions): Promise<JiraUser> {
  return call(
    context,
    userSchema,
    { method: 'GET', path: '/rest/api/3/myself', kind: 'read', points: 3 },
    options,
  );
}

/** Belongs to the client: what two sites, or two bridges in one process, learn they do not share. */
const accountIds = new WeakMap<object, Promise<string>>();

/** The integration's own account id: configured, or asked once per site. A failure is not remembered. */
export async function ownAccountId(context: JiraContext, options: CallOptions = {}): Promise<string> {
  if (context.configuration.accountId) return context.configuration.accountId;
  const known = accountIds.get(context.http);
  if (known) return known;
  // Without the caller's signal: others may wait for the same answer.
  const asked = readMyself(context, { lane: options.lane }).then((user) => {
    if (user.accountId) return user.accountId;
    throw new SignalboxError(
      'vendor-contract',
      'Jira did not say whose credentials these are. Write accountId into the site’s configuration.',
      { site: context.site },
    );
  });
  accountIds.set(context.http, asked);
  asked.catch(() => accountIds.delete(context.http));
  return asked;
}
