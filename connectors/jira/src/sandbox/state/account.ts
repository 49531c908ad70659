/** Permission keys as Jira's permission scheme has them; a subset, those the sandbox's routes ask for. */
export const permissions = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ASSIGN_ISSUES',
  'ASSIGNABLE_USER',
  'TRANSITION_ISSUES',
  'RESOLVE_ISSUES',
  'CLOSE_ISSUES',
  'ADD_COMMENTS',
  'SET_ISSUE_SECURITY',
  'DELETE_ISSUES',
  'MODIFY_REPORTER',
  'SERVICEDESK_AGENT',
  'ADMINISTER_PROJECTS',
  'ADMINISTER',
] as const;
export type Permission = (typeof permissions)[number];

export interface Account {
  readonly accountId: string;
  readonly accountType: 'atlassian' | 'app' | 'customer';
  readonly emailAddress: string;
  readonly displayName: string;
  readonly timeZone: string;
  readonly active: boolean;
  /** For HTTP basic authentication, with the e-mail address. */
  readonly apiToken: string;
  readonly permissions: ReadonlySet<Permission>;
}

const agentPermissions: readonly Permission[] = permissions.filter(
  (permission) => permission !== 'ADMINISTER' && permission !== 'ADMINISTER_PROJECTS',
);

const account = (
  accountId: string,
  displayName: string,
  given: readonly Permission[],
  more: Partial<Account> = {},
): Account => ({
  accountId,
  accountType: 'atlassian',
  emailAddress: `${displayName.toLowerCase().replaceAll(' ', '.')}@example.com`,
  displayName,
  timeZone: 'Europe/Berlin',
  active: true,
  apiToken: `token-of-${displayName.toLowerCase().replaceAll(' ', '-')}`,
  permissions: new Set(given),
  ...more,
});

/** The people of a new site: the integration's account, two agents, an administrator, two customers, one who left. */
export function defaultAccounts(timeZone = 'Europe/Berlin'): readonly Account[] {
  return [
    account('5f1a7c20d3e84b0012a4c901', 'Signalbox', agentPermissions, {
      timeZone,
      apiToken: 'sandbox-api-token',
    }),
    account('5f1a7c20d3e84b0012a4c902', 'Ada Agent', agentPermissions),
    account('5f1a7c20d3e84b0012a4c903', 'Ben Agent', agentPermissions, { timeZone: 'America/New_York' }),
    account('5f1a7c20d3e84b0012a4c904', 'Ines Admin', permissions),
    account('5f1a7c20d3e84b0012a4c905', 'Former Colleague', [], { active: false }),
    account('qm:6d0fa1f2-0b1e-4c33-9d2a-5a8e7f6b1c01:1', 'Cleo Customer', [], { accountType: 'customer' }),
    account('qm:6d0fa1f2-0b1e-4c33-9d2a-5a8e7f6b1c01:2', 'Carl Customer', [], { accountType: 'customer' }),
  ];
}
