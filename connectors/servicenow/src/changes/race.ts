import type { CallOptions, SiteContext } from '@signalbox/sdk';
import { type ServiceNowConfiguration, tableHierarchy } from '../configuration/index.ts';
import { isOwnAccount } from '../mapping/index.ts';
import { storedValue, type TableRecord } from '../table/index.ts';
import { type AuditEntry, readAudit } from '../tickets/index.ts';
import type { Prepared } from './prepare.ts';
import type { Target } from './target.ts';

/** A human's value that our write replaced without having seen it. */
export interface Overwritten {
  readonly target: Target;
  /** As stored. */
  readonly value: string;
}

/**
 * There is no `If-Match`: between reading and writing someone may choose a value. The audit row of our write tells what
 * it replaced; anything but what we compared with was someone's.
 */
export async function findOverwritten(
  context: SiteContext<ServiceNowConfiguration>,
  prepared: Prepared,
  targets: readonly Target[],
  options: CallOptions = {},
): Promise<readonly Overwritten[]> {
  if (targets.length === 0) return [];
  const entries = await readAudit(
    context,
    {
      tables: tableHierarchy(prepared.table),
      sysId: prepared.ticket.id,
      columns: targets.map((target) => target.column),
    },
    options,
  );
  return targets.flatMap((target) => {
    const write = entries.findLast((entry) => isOwnWrite(entry, target, prepared, context.configuration));
    const compared = comparedValue(prepared, target);
    return write === undefined || write.from === compared ? [] : [{ target, value: write.from }];
  });
}

function isOwnWrite(
  entry: AuditEntry,
  target: Target,
  prepared: Prepared,
  configuration: ServiceNowConfiguration,
): boolean {
  const isOurs =
    entry.column === target.column && entry.to === target.stored && isOwnAccount(entry.user, configuration);
  return isOurs && (prepared.isRepeat || isSince(entry, prepared.record));
}

/** An earlier action may have written the same value: only what came after our reading is this one's. */
function isSince(entry: AuditEntry, record: TableRecord): boolean {
  return entry.updateCount === null
    ? entry.at >= storedValue(record, 'sys_updated_on')
    : entry.updateCount > Number(storedValue(record, 'sys_mod_count'));
}

/** What we compared with: as stored when we read it, or on a repeat as it was when the change was decided. */
function comparedValue(prepared: Prepared, target: Target): string {
  return prepared.isRepeat ? (target.from?.value ?? '') : storedValue(prepared.record, target.column);
}
