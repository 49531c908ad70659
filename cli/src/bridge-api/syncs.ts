import { type Sync, syncSchema } from '@signalbox/bridge';
import { type CompletenessCertificate, SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { type BridgeAddress, callBridge } from './bridge-api.ts';

export type { CompletenessCertificate, Sync };

const pathOf = (site: string): string => `/api/v1/sites/${encodeURIComponent(site)}/syncs`;

/** Asks the bridge to read a site by search; returns the sync's id. */
export async function startSync(address: BridgeAddress, site: string, from?: string): Promise<string> {
  const started = z.object({ id: z.string() });
  const { id } = await callBridge(address, 'POST', pathOf(site), started, from === undefined ? {} : { from });
  return id;
}

export async function readSync(address: BridgeAddress, site: string, id: string): Promise<Sync> {
  return await callBridge(address, 'GET', `${pathOf(site)}/${encodeURIComponent(id)}`, syncSchema);
}

/** A time as the bridge takes it. Throws a `SignalboxError` (`configuration`) for what is none. */
export function parseTime(text: string): string {
  const time = Date.parse(text);
  if (!Number.isNaN(time) && /^\d{4}-\d{2}-\d{2}/.test(text)) return new Date(time).toISOString();
  throw new SignalboxError(
    'configuration',
    `--from ${text} is no time. Write for example 2026-01-31 (midnight UTC) or 2026-01-31T08:00:00Z.`,
  );
}
