import { catalogField, SignalboxError } from '@signalbox/sdk';
import type { CertifyOptions } from '@signalbox/triage/certify';
import { policyScope } from '@signalbox/triage/line';
import type { Policy } from '@signalbox/triage/schema';
import { loadConfiguration, openSites, policyFor } from '../configuration/index.ts';
import { anyTicket } from './any-ticket.ts';

/**
 * What a certificate for a site has to name: the scope of its policy, and what the site offers for each target's field
 * now. Reads one ticket and its catalog.
 */
export async function certifiedSite(
  file: string,
  name: string,
  targets: readonly string[],
): Promise<{ site: NonNullable<CertifyOptions['site']>; policy: Policy }> {
  const loaded = await loadConfiguration(file);
  const site = openSites(loaded).find((candidate) => candidate.name === name);
  if (!site) {
    const names = Object.keys(loaded.configuration.sites).join(', ');
    throw new SignalboxError('configuration', `${loaded.file} has no site "${name}"; it has ${names}.`);
  }
  const policy = policyFor(loaded.configuration, name);
  const ticket = await anyTicket(site, policy);
  if (!ticket || !site.catalog) {
    throw new SignalboxError('configuration', `${name} has no ticket yet whose fields could be read.`, {
      site: name,
    });
  }
  const catalog = await site.catalog.read(ticket);
  const catalogs = targets.map((target) => {
    const field = Object.values(policy.fields).find((candidate) => candidate.target === target);
    const offered = field && catalogField(catalog, field.path);
    if (!offered) {
      throw new SignalboxError(
        'configuration',
        `${name} has no field for the target "${target}". Map one in ${loaded.file}: fields: { … }.`,
        { site: name },
      );
    }
    return [target, offered.allowedValues?.map(({ label }) => label) ?? null] as const;
  });
  return {
    site: { name, policyScope: policyScope(policy, targets), catalogs: Object.fromEntries(catalogs) },
    policy,
  };
}
