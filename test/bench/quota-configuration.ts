import { secretValue } from '@signalbox/sdk';
import type { QuotaPlan } from './quota-plan.ts';

/** How a client in another process reaches the vendor: plain values, which a message can hold. */
export interface VendorAccess {
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
}

function authenticationOf({ way }: QuotaPlan, { baseUrl, credentials }: VendorAccess) {
  const secretOf = (name: string) => secretValue(credentials[name] ?? '', name);
  if (way === 'hour') return { kind: 'basic', user: credentials.user, password: secretOf('password') };
  if (way === 'burst') return { kind: 'api-token', email: credentials.email, token: secretOf('apiToken') };
  // Points are for apps, which sign in by OAuth.
  return {
    kind: 'oauth2',
    clientId: credentials.clientId,
    clientSecret: secretOf('clientSecret'),
    cloudId: credentials.cloudId,
    tokenUrl: credentials.tokenUrl,
    apiUrl: baseUrl,
  };
}

/** The connector's configuration of a run. */
export function configurationOf(plan: QuotaPlan, access: VendorAccess) {
  return {
    baseUrl: access.baseUrl,
    authentication: authenticationOf(plan, access),
    webhookSecret: secretValue('no webhook is sent', 'webhookSecret'),
    share: plan.share,
  };
}
