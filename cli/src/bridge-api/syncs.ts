import { type Reconciliation, reconciliationSchema, type Sync, syncSchema } from '@signalbox/bridge';
import { type CompletenessCertificate, SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { type BridgeAddress, callBridge } from './bridge-api.ts';

export type { CompletenessCertificate, Reconciliation, Sync };

/** What the bridge is asked to read. Times are ISO 8601. */
export interface WantedSync {
  readonly kind: 'sync' | 'backfill' | 'reconcile';
  readonly from?: string;
  readonly to?: string;
}

const pathOf = (site: string, ...rest: readonly string[]): string =>
  ['/api/v1/sites', site, 'syncs', ...rest]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');

/** Asks the bridge to read a site by search; returns the sync's id. */
export async function startSync(address: BridgeAddress, site: string, wanted: WantedSync): Promise<string> {
  const { id } = await callBridge(address, 'POST', pathOf(site), z.object({ id: z.string() }), wanted);
  return id;
}

export async function readSync(address: BridgeAddress, site: string, id: string): Promise<Sync> {
  return await callBridge(address, 'GET', pathOf(site, id), syncSchema);
}

export async function readReconciliation(
  address: BridgeAddress,
  site: string,
  id: string,
): Promise<Reconciliation> {
  return await callBridge(address, 'GET', pathOf(site, id, 'reconciliation'), reconciliationSchema);
}

/**
 * A time as the bridge takes it. Throws a `SignalboxError` (`configuration`) for what is none.
 * @param option its name, for the message
 */
export function parseTime(option: string, text: string): string {
  const time = Date.parse(text);
  if (!Number.isNaN(time) && /^\d{4}-\d{2}-\d{2}/.test(text)) return new Date(time).toISOString();
  throw new SignalboxError(
    'configuration',
    `${option} ${text} is no time. Write for example 2026-01-31 (midnight UTC) or 2026-01-31T08:00:00Z.`,
  );
}
