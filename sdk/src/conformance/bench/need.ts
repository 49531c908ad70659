import type { Site } from '../../connector/index.ts';

type SiteCapability =
  | 'tickets'
  | 'catalog'
  | 'changes'
  | 'humanQueue'
  | 'webhook'
  | 'webhookRegistrations'
  | 'cmdb'
  | 'diagnosis';

/** A capability that the case has asked for. */
export function need<Name extends SiteCapability>(site: Site, name: Name): NonNullable<Site[Name]> {
  const capability = site[name];
  if (capability) return capability;
  throw new Error(
    name === 'webhook'
      ? 'The site takes no webhooks: the sandbox configuration must hold what `webhook.canVerify` asks for.'
      : `The site has no ${name}.`,
  );
}
