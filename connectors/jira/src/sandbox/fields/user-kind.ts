import { z } from 'zod';
import { accountById } from '../render/index.ts';
import { findAccount } from '../state/index.ts';
import { asText, type FieldKind, FieldProblem, nothing } from './field-kind.ts';

const referenceSchema = z.object({ accountId: z.string().nullish(), id: z.string().nullish() }).loose();

/** Assignee and reporter: accounts by id, because names and e-mail addresses are private in Jira Cloud. */
export const userKind: FieldKind = {
  operations: ['set'],
  read: (input, field, scope) => {
    if (input === null) return null;
    const reference = referenceSchema.safeParse(input);
    if (!reference.success || Array.isArray(input)) throw new FieldProblem('expected Object');
    const accountId = reference.data.accountId ?? reference.data.id ?? null;
    if (accountId === null) return null;
    if (field.id === 'assignee' && accountId === '-1') return scope.project.leadAccountId;
    const account = findAccount(scope.viewer.state, accountId);
    if (!account)
      throw new FieldProblem(
        field.id === 'reporter'
          ? 'The reporter specified is not a user.'
          : `User '${accountId}' does not exist.`,
      );

    if (field.id === 'assignee' && !(account.active && account.permissions.has('ASSIGNABLE_USER'))) {
      throw new FieldProblem(`User '${accountId}' cannot be assigned issues.`);
    }
    return account.accountId;
  },
  show: (value, _field, scope) => {
    const accountId = asText(value);
    return accountId === null ? null : accountById(accountId, scope.viewer);
  },
  log: (value, _field, scope) => {
    const account = findAccount(scope.viewer.state, asText(value) ?? '');
    return account ? { id: account.accountId, text: account.displayName } : nothing;
  },
};
