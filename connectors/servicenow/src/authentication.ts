import {
  type Authentication,
  apiKeyAuthentication,
  basicAuthentication,
  oauth2ClientCredentials,
} from '@signalbox/sdk';
import { instanceUrl, type ServiceNowConfiguration } from './configuration/index.ts';

/** How the instance knows us: Basic, OAuth 2 client credentials, or an API key in `x-sn-apikey`. */
export function authenticationFor(configuration: ServiceNowConfiguration): Authentication {
  const { authentication } = configuration;
  if (authentication.kind === 'basic')
    return basicAuthentication(authentication.user, authentication.password);
  if (authentication.kind === 'api-key') return apiKeyAuthentication('x-sn-apikey', authentication.key);
  return oauth2ClientCredentials({
    tokenUrl: authentication.tokenUrl ?? `${instanceUrl(configuration)}/oauth_token.do`,
    clientId: authentication.clientId,
    clientSecret: authentication.clientSecret,
    style: 'form',
  });
}
