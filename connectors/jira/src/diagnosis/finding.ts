import { errorFinding, type Finding, isSignalboxError } from '@signalbox/sdk';

/** What an admin can do about a failed request, by the error's code. */
const remedies: Readonly<Record<string, string>> = {
  authentication:
    'Make a new API token for the account at id.atlassian.com > Security > API tokens, or a new OAuth 2.0 credential of the service account at admin.atlassian.com, and set it.',
  permission: 'Give the account access to Jira and to the project (Project settings > People).',
  'not-found': 'Compare baseUrl, and with OAuth 2.0 cloudId, with the address of your site.',
  'vendor-contract': 'Compare baseUrl with the address of your site: what answered is not Jira Cloud.',
  network: 'Check that this machine reaches the site: DNS, proxy, firewall.',
  timeout: 'Check that this machine reaches the site: DNS, proxy, firewall.',
};

/** A failed request as a finding. */
export function failed(check: string, error: unknown): Finding {
  if (!isSignalboxError(error)) throw error;
  if (error.code === 'aborted') throw error;
  return errorFinding(check, error.message, remedies[error.code] ?? 'Try again in a few minutes.');
}
