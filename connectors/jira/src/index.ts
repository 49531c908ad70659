export type { JiraConfiguration, JiraConfigurationInput } from './configuration/index.ts';
export * from './jira-connector.ts';
