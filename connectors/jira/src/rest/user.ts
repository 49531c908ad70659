import { z } from 'zod';

/**
 * An account; Jira Server has a key and a name in place of the account id. Accounts that were closed or made anonymous
 * come without some of this, or with nulls: an odd name is no reason to leave a ticket unread.
 */
export const userSchema = z.object({
  accountId: z.string().optional(),
  accountType: z.string().optional().catch(undefined),
  key: z.string().optional(),
  name: z.string().optional(),
  displayName: z.string().optional().catch(undefined),
  emailAddress: z.string().optional().catch(undefined),
});
export type JiraUser = z.infer<typeof userSchema>;
