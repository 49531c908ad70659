import { expect, test } from 'vitest';
import { userSchema } from './user.ts';

test('an account that was made anonymous is still an account', () => {
  const account = { accountId: 'unknown', accountType: null, displayName: null, emailAddress: null };
  expect(userSchema.parse(account)).toMatchObject({ accountId: 'unknown', displayName: undefined });
});

test('what should tell accounts apart has to be text', () => {
  expect(userSchema.safeParse({ accountId: 7 }).success).toBe(false);
});
