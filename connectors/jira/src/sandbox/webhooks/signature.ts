import { createHmac } from 'node:crypto';

/** `X-Hub-Signature`: the method, then the HMAC of the raw body in hexadecimal. */
export const hubSignature = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
