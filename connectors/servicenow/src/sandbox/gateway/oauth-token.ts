import type { Authenticator } from '../access/index.ts';
import type { Instance } from '../instance/index.ts';
import type { Answer, ApiRequest } from '../routes/index.ts';

interface TokenOptions {
  readonly instance: Instance;
  readonly authenticator: Authenticator;
}

/** Off on a new instance; an admin has to set it. */
const clientCredentialsProperty = 'glide.oauth.inbound.client.credential.grant_type.enabled';

/** `POST /oauth_token.do` for the client credentials grant (RFC 6749, section 4.4), as the platform words it. */
export function answerTokenRequest(options: TokenOptions, request: ApiRequest): Answer {
  if (request.method !== 'POST') return { status: 405, body: { error: 'invalid_request' } };
  const form = new URLSearchParams(request.body);
  const grant = form.get('grant_type');
  if (grant !== 'client_credentials' || options.instance.property(clientCredentialsProperty) !== 'true') {
    return {
      status: 401,
      body: { error: 'unsupported_grant_type', error_description: `Grant type ${grant} is not supported` },
    };
  }
  const issued = options.authenticator.issueToken(
    form.get('client_id') ?? '',
    form.get('client_secret') ?? '',
  );
  if (!issued) return { status: 401, body: { error: 'server_error', error_description: 'access_denied' } };
  return {
    status: 200,
    body: {
      access_token: issued.token,
      scope: 'useraccount',
      token_type: 'Bearer',
      expires_in: issued.seconds,
    },
  };
}
