import { webhookStateSchema } from '@signalbox/bridge';
import { errorFinding, type Finding, okFinding, type Site } from '@signalbox/sdk';
import { callBridge } from '../bridge-api/index.ts';
import type { LoadedConfiguration } from '../configuration/index.ts';

/** What a running bridge says of a site's webhook; null without one: whether it is heard only a bridge can know. */
export async function checkSilence(
  { configuration: { host, port, adminToken } }: LoadedConfiguration,
  site: Site,
): Promise<Finding | null> {
  const token = process.env.SIGNALBOX_TOKEN ?? adminToken?.reveal();
  if (!site.webhook || token === undefined || port === 0) return null;
  const address = { url: process.env.SIGNALBOX_URL ?? `http://${host}:${port}`, token };
  try {
    const path = `/api/v1/sites/${encodeURIComponent(site.name)}/webhook`;
    const { silentSince, lastAt } = await callBridge(address, 'GET', path, webhookStateSchema);
    if (silentSince === null)
      return okFinding(
        'webhook silence',
        lastAt === null ? 'No webhook has come yet, and none was missed.' : `The last one came at ${lastAt}.`,
      );
    return errorFinding(
      'webhook silence',
      `Reading has found changes that no webhook told of, and none has come since ${silentSince}.`,
      'Check that the webhook exists, is switched on, has not expired, covers every project or table, and reaches this bridge. What it misses is read every few minutes.',
    );
  } catch {
    // No bridge runs there, or one of another configuration: nothing is known.
    return null;
  }
}
