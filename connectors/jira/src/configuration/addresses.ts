import type { JiraConfiguration } from './configuration.ts';

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** True for https, and for plain http on the machine itself: credentials travel with every request. */
export function isAcceptedAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, search, hash } = new URL(address);
  const isPlain = username === '' && search === '' && hash === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname)));
}

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
