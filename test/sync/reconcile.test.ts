import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Line, startLine } from '../support/line.ts';
import { queryRows } from '../support/query-rows.ts';
import { type JiraVendor, startJira, type Vendor, vendorNames } from '../support/vendors.ts';
import {
  createTickets,
  departures,
  problems,
  readReconciliation,
  startMuteVendor,
  startSync,
  syncEnd,
} from './reading.ts';

async function reconciled(line: Line, site: string, range: object = {}) {
  const sync = await syncEnd(line, site, await startSync(line, site, { kind: 'reconcile', ...range }));
  return { sync, report: await readReconciliation(line, site, sync.id) };
}

describe.each(vendorNames)('reconciling %s', (name) => {
  let vendor: Vendor;
  let line: Line;
  let ids: readonly string[];

  beforeAll(async () => {
    vendor = await startMuteVendor(name);
    line = await startLine([vendor]);
    ids = await createTickets(vendor, 8);
    await syncEnd(line, name, await startSync(line, name));
    await line.untilQuiet([vendor]);
    // Our own writes have made new versions.
    await syncEnd(line, name, await startSync(line, name));
    await line.untilQuiet([vendor]);
  });

  afterAll(async () => {
    await line?.stop();
    await vendor?.served.close();
  });

  /** As if all that happened so far lay further back than the overlap of two readings. */
  const settle = async () =>
    await queryRows(
      line.databaseUrl,
      `update reading_site set read_to = now() + interval '1 hour' returning 1`,
    );

  it('finds all equal, with the same checksums on both sides, and every written value in its place', async () => {
    await settle();
    const { sync, report } = await reconciled(line, name);
    expect(sync).toMatchObject({ state: 'complete', kind: 'reconcile', received: 8, marked: 0 });
    expect(report).toMatchObject({ isEqual: true, differences: [], tickets: { compared: 8, equal: 8 } });
    expect(report.fields.length).toBeGreaterThan(10);
    for (const field of report.fields) {
      expect(field).toMatchObject({ compared: 8, equal: 8, different: 0, lacking: 0 });
      expect(field.sourceChecksum).toBe(field.recordedChecksum);
    }
    const [written] = report.written;
    expect(written?.written).toBeGreaterThan(0);
    expect(written?.kept).toBe(written?.written);
  });

  it('names what was missed, what is gone, what differs, what a person replaced and what was lost', async () => {
    const { sandbox, topicField, topicValue } = vendor;
    const [, gone = '', missed = '', tampered = '', unread = ''] = ids;
    await sandbox.deleteTicket?.(gone);
    const topic = name === 'jira' ? { value: topicValue('Purchase') } : topicValue('Purchase');
    await sandbox.editTicket(missed, { [topicField]: topic });
    const [late] = await createTickets(vendor, 1);
    await queryRows(
      line.databaseUrl,
      `update reading_ticket set fields = jsonb_set(fields, '{summary,sum}', '"0000000000000001"')
       where ticket_id = '${tampered}' returning 1`,
    );
    await queryRows(line.databaseUrl, `delete from reading_ticket where ticket_id = '${unread}' returning 1`);
    await settle();
    const { sync, report } = await reconciled(line, name);
    expect(sync.state).toBe('complete');
    expect(report.isEqual).toBe(false);
    expect(report.byKind).toMatchObject({ gone: 1, 'missed-change': 1, field: 1, 'missing-here': 2 });
    const kindsOf = (id: string | undefined) =>
      report.differences.filter(({ ticketId }) => ticketId === id).map(({ kind }) => kind);
    expect(kindsOf(gone)).toEqual(['gone']);
    expect(kindsOf(missed)).toContain('missed-change');
    expect(kindsOf(unread)).toContain('missing-here');
    expect(kindsOf(late)).toEqual(['missing-here']);
    expect(report.differences.find(({ kind }) => kind === 'field')).toMatchObject({
      ticketId: tampered,
      path: 'summary',
    });
    const summary = report.fields.find(({ path }) => path === 'summary');
    expect(summary).toMatchObject({ different: 1 });
    expect(summary?.sourceChecksum).not.toBe(summary?.recordedChecksum);
    // The words of a ticket are in no report.
    expect(JSON.stringify(report)).not.toMatch(/fails, case|Nothing works/);
    if (report.written.some(({ replaced }) => replaced > 0))
      expect(kindsOf(missed)).toEqual(expect.arrayContaining(['replaced']));
    expect(await departures(line, name)).toMatchObject([{ ticketId: gone, what: 'not-found' }]);
    expect((await problems(line)).map(({ code }) => code)).toContain('reconciliation-differs');
  });

  it('is mended by a backfill of the range, but for what is gone or was tampered with', async () => {
    const wanted = { kind: 'backfill', from: '2026-01-01T00:00:00.000Z' };
    await syncEnd(line, name, await startSync(line, name, wanted));
    await settle();
    const { report } = await reconciled(line, name);
    expect(report.byKind['missing-here']).toBeUndefined();
    expect(report.byKind['missed-change']).toBeUndefined();
    expect(report.byKind.gone).toBeUndefined();
    expect(report.byKind.lost).toBeUndefined();
  });
});

describe('what leaves', () => {
  let vendor: JiraVendor;
  let line: Line;

  beforeAll(async () => {
    vendor = await startJira();
    line = await startLine([vendor]);
  });

  afterAll(async () => {
    await line?.stop();
    await vendor?.served.close();
  });

  it('is noticed: a move by its new key, a deletion that a webhook told', async () => {
    const [moved = '', deleted = ''] = await createTickets(vendor, 2);
    await line.untilDone(2);
    await line.untilQuiet([vendor]);
    await syncEnd(line, 'jira', await startSync(line, 'jira'));
    const former = vendor.sandbox.tickets.find(({ id }) => id === moved)?.key ?? '';
    const { key } = await vendor.sandbox.moveTicket(moved, 'IT');
    await vendor.sandbox.deleteTicket(deleted);
    await line.untilQuiet([vendor]);
    await syncEnd(line, 'jira', await startSync(line, 'jira'));
    await eventually('both are noticed', async () => (await departures(line, 'jira')).length === 2);
    expect(await departures(line, 'jira')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ticketId: moved, what: 'moved', ticketKey: key, formerKey: former }),
        expect.objectContaining({ ticketId: deleted, what: 'deleted' }),
      ]),
    );
  });
});
