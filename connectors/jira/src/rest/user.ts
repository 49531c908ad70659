import { z } from 'zod';

/** An account; Jira Server has a key and a name in place of the account id. */
export const userSchema = z.looseObject({
  accountId: z.string().optional(),
  accountType: z.string().optional(),
  key: z.string().optional(),
  name: z.string().optional(),
  displayName: z.string().optional(),
  emailAddress: z.string().optional(),
});
export type JiraUser = z.infer<typeof userSchema>;
