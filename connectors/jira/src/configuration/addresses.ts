import type { JiraConfiguration } from './configuration.ts';

/** Where requests go: the site itself, or Atlassian's gateway for an OAuth 2.0 client. */
export function apiBaseUrl({ baseUrl, authentication }: JiraConfiguration): string {
  return authentication.kind === 'oauth2'
    ? `${authentication.apiUrl}/ex/jira/${authentication.cloudId}`
    : baseUrl;
}

/** Where a person opens an issue. */
export function issueUrl({ baseUrl }: Pick<JiraConfiguration, 'baseUrl'>, key: string): string {
  return `${baseUrl}/browse/${encodeURIComponent(key)}`;
}
