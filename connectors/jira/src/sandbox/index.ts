export * from './create-jira-sandbox.ts';
export type { NewJiraTicket } from './desk.ts';
export * from './jira-sandbox.ts';
export { documentedLimits, type JiraLimits } from './limits/index.ts';
export type { Account, CustomSelect, Permission, ProjectOptions } from './state/index.ts';
