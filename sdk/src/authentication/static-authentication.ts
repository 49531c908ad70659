import type { Authentication } from '../http/index.ts';
import type { Secret } from '../secret/index.ts';

/** HTTP Basic (RFC 7617): an account with its password or API token. */
export function basicAuthentication(user: string, password: Secret): Authentication {
  return {
    async headers() {
      const credentials = Buffer.from(`${user}:${password.reveal()}`, 'utf8').toString('base64');
      return { authorization: `Basic ${credentials}` };
    },
  };
}

/** A token that does not change by itself (RFC 6750). */
export function bearerAuthentication(token: Secret): Authentication {
  return {
    async headers() {
      return { authorization: `Bearer ${token.reveal()}` };
    },
  };
}

/** A key in a header of the vendor's own (`x-sn-apikey`). */
export function apiKeyAuthentication(headerName: string, key: Secret): Authentication {
  return {
    async headers() {
      return { [headerName.toLowerCase()]: key.reveal() };
    },
  };
}
