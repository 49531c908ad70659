export * from './jira-site.ts';
