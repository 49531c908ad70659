import { createHmac } from 'node:crypto';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const lifetimeSeconds = 180;

/** The bearer token of an app's webhook: a JSON Web Token, HS256, signed with the client's secret. */
export function appAuthorization(
  client: { readonly clientId: string; readonly clientSecret: string },
  now: number,
): string {
  const issuedAt = Math.floor(now / 1000);
  const claims = { iss: client.clientId, iat: issuedAt, exp: issuedAt + lifetimeSeconds, context: {} };
  const unsigned = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `Bearer ${unsigned}.${createHmac('sha256', client.clientSecret).update(unsigned).digest('base64url')}`;
}
