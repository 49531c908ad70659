import type { FieldPath, Ticket } from '@signalbox/sdk';
import { addSums, emptySum, type RecordedFields } from '../recorded-fields/index.ts';
import type { TicketRecord } from '../records/index.ts';
import {
  type Difference,
  type DifferenceKind,
  type FieldComparison,
  type Reconciliation,
  withDifference,
} from '../report/index.ts';

/** A ticket as the vendor has it, beside what is recorded of it. */
export interface TicketPair {
  readonly source: Pick<Ticket, 'id' | 'key' | 'version' | 'updated'>;
  /** What would be recorded of the source now. */
  readonly fields: RecordedFields;
  readonly record: TicketRecord | undefined;
}

const shown = (fields: RecordedFields, path: string): { readonly value?: string | null } => {
  const field = fields[path];
  return field?.value === undefined ? {} : { value: field.value?.label ?? null };
};

const noComparison = (path: FieldPath): FieldComparison => ({
  path,
  compared: 0,
  equal: 0,
  different: 0,
  lacking: 0,
  sourceChecksum: emptySum,
  recordedChecksum: emptySum,
});

function compareField(
  before: FieldComparison,
  source: string,
  recorded: string | undefined,
): { readonly after: FieldComparison; readonly isDifferent: boolean } {
  if (recorded === undefined)
    return { after: { ...before, lacking: before.lacking + 1 }, isDifferent: false };
  const isDifferent = source !== recorded;
  const after = {
    ...before,
    compared: before.compared + 1,
    equal: before.equal + (isDifferent ? 0 : 1),
    different: before.different + (isDifferent ? 1 : 0),
    sourceChecksum: addSums(before.sourceChecksum, source),
    recordedChecksum: addSums(before.recordedChecksum, recorded),
  };
  return { after, isDifferent };
}

function compareFields(report: Reconciliation, { source, fields, record }: TicketPair): Reconciliation {
  if (!record) return report;
  const comparisons = new Map(report.fields.map((field) => [field.path, field]));
  const different: FieldPath[] = [];
  for (const [name, { sum }] of Object.entries(fields)) {
    const path = name as FieldPath;
    const { after, isDifferent } = compareField(
      comparisons.get(path) ?? noComparison(path),
      sum,
      record.fields[path]?.sum,
    );
    comparisons.set(path, after);
    if (isDifferent) different.push(path);
  }
  const { tickets } = report;
  const compared: Reconciliation = {
    ...report,
    tickets: { ...tickets, equal: tickets.equal + (different.length === 0 ? 1 : 0) },
    fields: [...comparisons.values()],
  };
  return different.reduce<Reconciliation>((next, path) => {
    const { value: here } = shown(record.fields, path);
    const { value: there } = shown(fields, path);
    return withDifference(next, {
      kind: 'field',
      ticketId: source.id,
      ticketKey: source.key,
      path,
      ...(there === undefined ? {} : { source: there }),
      ...(here === undefined ? {} : { recorded: here }),
    });
  }, compared);
}

const ofTicket = (kind: DifferenceKind, { id, key }: TicketPair['source']): Difference => ({
  kind,
  ticketId: id,
  ticketKey: key,
  path: null,
});

/**
 * The reconciliation with one more ticket.
 * @param readTo what changed before has been read (ISO 8601); null when nothing was read to its end yet
 */
export function compareTicket(
  report: Reconciliation,
  pair: TicketPair,
  readTo: string | null,
): Reconciliation {
  const { source, record } = pair;
  const { tickets } = report;
  const counted = { ...report, tickets: { ...tickets, compared: tickets.compared + 1 } };
  if (record?.version === source.version) return compareFields(counted, pair);
  // The live reading may have been quicker.
  const isNewerHere = record !== undefined && Date.parse(record.updated) > Date.parse(source.updated);
  const isYetToCome = readTo === null || Date.parse(source.updated) >= Date.parse(readTo);
  if (isNewerHere || isYetToCome) {
    return { ...counted, tickets: { ...counted.tickets, changedSince: tickets.changedSince + 1 } };
  }
  if (!record) return withDifference(counted, ofTicket('missing-here', source));
  if (record.ticket_key !== source.key) return withDifference(counted, ofTicket('moved', source));
  return withDifference(counted, ofTicket('missed-change', source));
}
