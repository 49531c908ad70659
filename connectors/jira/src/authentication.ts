import { type Authentication, basicAuthentication, oauth2ClientCredentials } from '@signalbox/sdk';
import type { JiraConfiguration } from './configuration/index.ts';

/** Credentials as the configuration names them: an account with its API token, a service account's client, or none of ours. */
export function jiraAuthentication({ authentication }: JiraConfiguration): Authentication {
  if (authentication.kind === 'api-token') {
    return basicAuthentication(authentication.email, authentication.token);
  }
  if (authentication.kind === 'platform') return { headers: async () => ({}) };
  const { tokenUrl, clientId, clientSecret } = authentication;
  return oauth2ClientCredentials({ tokenUrl, clientId, clientSecret, style: 'json' });
}
