import { syncTickets } from '../../sync/index.ts';
import {
  apartMs,
  type Bench,
  check,
  checkSame,
  chosenByHuman,
  missing,
  need,
  newTickets,
  propose,
  readAll,
  refusal,
  skip,
} from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const isoAt = (milliseconds: number): string => new Date(milliseconds).toISOString();

async function checkWindow(bench: Bench): Promise<void> {
  const startedAt = bench.clock.now();
  const ids = await newTickets(bench, 6);
  const window = {
    updatedFrom: isoAt(startedAt + 2 * apartMs),
    updatedTo: isoAt(startedAt + 4 * apartMs),
  };
  const reading = await readAll(bench, window);
  checkSame(
    [...reading.ids].sort(),
    ids.slice(2, 4).sort(),
    'A window of time gave other tickets than those that changed in it (from inclusive, to exclusive, both UTC).',
  );
}

export const searchCases: readonly ConformanceCase[] = [
  {
    name: 'paging: every ticket comes once, oldest change first, and the last page says so',
    needs: ['tickets'],
    async run(bench) {
      const ids = await newTickets(bench, 8);
      const reading = await readAll(bench, { pageSize: 3 });
      checkSame(reading.ids, ids, 'The pages together are not the tickets in the order of change.');
      check(reading.pages.length > 1, 'Eight tickets in pages of three came as one page: mind `pageSize`.');
      check(
        reading.pages.slice(0, -1).every(({ isLast }) => !isLast),
        'A page that was not the last said `isLast: true`.',
      );
    },
  },
  {
    name: 'paging: tickets that changed in the same moment all come, however many pages they fill',
    needs: ['tickets'],
    async run(bench) {
      const ids = await newTickets(bench, 8, 'at-once');
      const reading = await readAll(bench, { pageSize: 3 });
      checkSame(
        missing(ids, reading),
        [],
        'Lost between pages: sort by time and then by id, and go on after both.',
      );
    },
  },
  {
    name: 'paging: a reading that resumes after any page gets everything behind it',
    needs: ['tickets'],
    async run(bench) {
      const ids = await newTickets(bench, 7);
      const { pages } = await readAll(bench, { pageSize: 2 });
      for (const [index, { checkpoint, isLast }] of pages.entries()) {
        if (isLast) break;
        const before = pages.slice(0, index + 1).flatMap(({ items }) => items.map(({ id }) => id));
        const rest = await readAll(bench, { pageSize: 2, checkpoint });
        checkSame(
          missing(
            ids.filter((id) => !before.includes(id)),
            rest,
          ),
          [],
          `Lost when the reading resumed after page ${index + 1}.`,
        );
      }
    },
  },
  {
    name: 'paging: after the last page a later reading finds what changed since',
    needs: ['tickets'],
    async run(bench) {
      await newTickets(bench, 3);
      const checkpoint = (await readAll(bench)).pages.at(-1)?.checkpoint;
      const later = await newTickets(bench, 2);
      const reading = await readAll(bench, { checkpoint });
      checkSame(
        missing(later, reading),
        [],
        'What changed after a reading had ended was not found by the next one.',
      );
    },
  },
  {
    name: 'paging: a ticket that changes while pages are read takes no other one’s place',
    needs: ['tickets'],
    async run(bench) {
      const ids = await newTickets(bench, 8);
      const [first = ''] = ids;
      const reading = await readAll(bench, { pageSize: 3 }, async (_, index) => {
        if (index !== 0) return;
        bench.clock.pass(apartMs);
        await bench.sandbox.editTicket(first, await someEdit(bench, first));
        bench.clock.pass(apartMs);
      });
      checkSame(
        missing(ids, reading),
        [],
        'Lost because the pages moved: go on from a key, never from an offset.',
      );
    },
  },
  {
    name: 'paging: a checkpoint holds no ticket text, and one of another make is `unreadable`',
    needs: ['tickets'],
    async run(bench) {
      await bench.sandbox.createTicket({ summary: 'Zebrawort', description: 'Zebrawort' });
      const checkpoint = (await readAll(bench)).pages.at(-1)?.checkpoint ?? '';
      const decoded = Buffer.from(checkpoint, 'base64').toString('utf8');
      check(
        !`${checkpoint}${decoded}`.includes('Zebrawort'),
        'A checkpoint is kept by others: no text in it.',
      );
      for (const foreign of ['nonsense', Buffer.from('{"page":3}').toString('base64url')]) {
        await refusal(
          () => readAll(bench, { checkpoint: foreign }),
          `The checkpoint "${foreign}" was taken for one of the connector's own: use encodeCheckpoint and decodeCheckpoint.`,
          ['unreadable'],
        );
      }
    },
  },
  {
    name: 'paging: an error on page three is an error, never the end',
    needs: ['tickets'],
    async run(bench) {
      await newTickets(bench, 8);
      let read = 0;
      await refusal(
        () =>
          readAll(bench, { pageSize: 2 }, () => {
            read += 1;
            if (read === 2) bench.sandbox.addFault({ kind: 'server-error', times: 1_000 });
          }),
        `The vendor failed after page two, and the reading ended after ${read} pages as if that were all.`,
      );
    },
  },
  {
    name: 'paging: HTTP 400 is an error, never an empty page',
    needs: ['tickets'],
    async run(bench) {
      await newTickets(bench, 3);
      bench.answerInstead = () => ({
        status: 400,
        headers: { 'content-type': 'application/json' },
        body: '{"error":"Bad request"}',
      });
      await refusal(
        () => readAll(bench),
        'The vendor refused the query with 400, and the reading called it done.',
      );
    },
  },
  {
    name: 'paging: a reading that ends early is no success: its certificate says so',
    needs: ['tickets'],
    async run(bench) {
      const ids = await newTickets(bench, 6);
      const query = { pageSize: 2 };
      const whole = await syncTickets(bench.site, query, { onPage: () => {} });
      check(
        whole.complete,
        `A whole reading is not complete: ${JSON.stringify({ ...whole, site: undefined })}`,
      );
      checkSame(whole.received, ids.length, 'The certificate counts other tickets than there are.');
      let pages = 0;
      const broken = await syncTickets(bench.site, query, {
        onPage: () => {
          pages += 1;
          if (pages === 2) bench.sandbox.addFault({ kind: 'server-error', times: 1_000 });
        },
      });
      check(
        !broken.complete && broken.failure !== null,
        'A reading that broke off was certified as complete.',
      );
    },
  },
  {
    name: 'access rules: a page that they make short, or empty, is not the last',
    needs: ['tickets'],
    needsSandbox: ['hideTicket'],
    async run(bench) {
      const ids = await newTickets(bench, 9);
      for (const id of ids.slice(0, 4)) bench.sandbox.admin?.hideTicket?.(id);
      const reading = await readAll(bench, { pageSize: 3 });
      checkSame(missing(ids.slice(4), reading), [], 'Lost behind a page that access rules had made short.');
      check(!ids.slice(0, 4).some((id) => reading.ids.includes(id)), 'A hidden ticket came.');
    },
  },
  {
    name: 'access rules: what they hide is never certified as read',
    needs: ['tickets'],
    needsSandbox: ['hideTicket'],
    async run(bench) {
      const ids = await newTickets(bench, 6);
      bench.sandbox.admin?.hideTicket?.(ids[2] ?? '');
      const certificate = await syncTickets(bench.site, { pageSize: 2 }, { onPage: () => {} });
      const { complete, countedByVendor, received } = certificate;
      checkSame(received, ids.length - 1, 'Other tickets came than are visible.');
      check(
        !(complete && (countedByVendor ?? received) > received),
        'The vendor counts a ticket that never came, and the reading was certified as complete.',
      );
    },
  },
  {
    name: 'access rules: a field that they blank costs no more than its own row, and stops nothing',
    needs: ['tickets'],
    needsSandbox: ['hideField'],
    async run(bench) {
      const ids = await newTickets(bench, 5);
      bench.sandbox.admin?.hideField?.('description');
      const reading = await readAll(bench, { pageSize: 2 });
      const skipped = reading.pages.flatMap((page) => page.skipped.map(({ id }) => id));
      checkSame(
        ids.filter((id) => !reading.ids.includes(id) && !skipped.includes(id)),
        [],
        'A row with a blanked field neither came nor was named among the skipped.',
      );
      const texts = reading.pages.flatMap(({ items }) => items.map(({ description }) => description));
      check(!texts.some((text) => text.includes('A text.')), 'The sandbox did not hide the description.');
    },
  },
  {
    name: 'access rules: a deleted ticket leaves the reading whole',
    needs: ['tickets'],
    needsSandbox: ['deleteTicket'],
    async run(bench) {
      const ids = await newTickets(bench, 6);
      const reading = await readAll(bench, { pageSize: 2 }, async (_, index) => {
        if (index === 0) await bench.sandbox.deleteTicket?.(ids[0] ?? '');
      });
      checkSame(missing(ids, reading), [], 'Lost because another ticket was deleted while pages were read.');
    },
  },
  {
    name: 'time zones: a window is the same whatever zone the vendor shows the account its times in',
    needs: ['tickets'],
    bench: { timeZone: 'Pacific/Chatham' },
    run: checkWindow,
  },
  {
    name: 'time zones: a window is the same whatever zone this machine is in',
    needs: ['tickets'],
    async run(bench) {
      const zone = process.env.TZ;
      process.env.TZ = 'America/St_Johns';
      try {
        const summer = new Date(Date.UTC(2026, 6, 1)).getTimezoneOffset();
        if (summer !== 150) skip('the zone of this thread cannot be changed: run it in a process of its own');
        await checkWindow(bench);
      } finally {
        if (zone === undefined) delete process.env.TZ;
        else process.env.TZ = zone;
      }
    },
  },
  {
    name: 'queries: the vendor’s query syntax in a project’s name finds nothing that the name alone does not',
    needs: ['tickets'],
    async run(bench) {
      await newTickets(bench, 3);
      // A vendor without projects pays no heed to them; one with projects has none of that name.
      const plain = await readAll(bench, { projects: ['NOSUCH'] }).catch(() => null);
      const harmless = new Set(plain?.ids);
      for (const hostile of [
        'NOSUCH^NQsys_idISNOTEMPTY',
        'X") OR project is not EMPTY OR project in ("X',
        "X' OR 1=1 --",
        'X&all=true',
      ]) {
        const found = await readAll(bench, { projects: [hostile] }).catch(() => null);
        const more = found?.ids.filter((id) => !harmless.has(id)) ?? [];
        checkSame(
          more,
          [],
          `projects: [${JSON.stringify(hostile)}] became part of the query: quote what goes into one.`,
        );
      }
    },
  },
  {
    name: 'queries: a time that is none is refused before anything is read',
    needs: ['tickets'],
    async run(bench) {
      await newTickets(bench, 2);
      for (const updatedFrom of ['yesterday', '2026-01-01^NQsys_idISNOTEMPTY', '']) {
        const found = await readAll(bench, { updatedFrom }).then(
          ({ ids }) => ids.length,
          () => null,
        );
        checkSame(found, null, `updatedFrom: ${JSON.stringify(updatedFrom)} was taken for a time.`);
      }
    },
  },
  {
    name: 'queries: `types` gives tickets of those types alone',
    needs: ['tickets'],
    async run(bench) {
      const [id = ''] = await newTickets(bench, 2);
      const { type } = await need(bench.site, 'tickets').read(id);
      const same = await readAll(bench, { types: [type] });
      check(same.ids.includes(id), `types: ['${type}'] does not find a ticket of that type.`);
      const others = (['incident', 'request', 'problem', 'change'] as const).filter((each) => each !== type);
      checkSame(
        (await readAll(bench, { types: others })).ids,
        [],
        `types: ${others} finds tickets of type ${type}.`,
      );
    },
  },
  {
    name: 'queries: what the vendor counts is what comes',
    needs: ['tickets'],
    async run(bench) {
      const { count } = need(bench.site, 'tickets');
      if (!count) skip('the connector declares no tickets.count');
      const ids = await newTickets(bench, 5);
      const counted = await count({});
      if (counted === null) skip('the vendor cannot say how many tickets there are');
      checkSame(counted, ids.length, 'The vendor’s count is not the number of tickets.');
    },
  },
  {
    name: 'history: who set a field, from what to what, and that it was not Signalbox',
    needs: ['tickets', 'catalog'],
    async run(bench) {
      const proposal = await propose(bench);
      bench.clock.pass(apartMs);
      await chosenByHuman(bench, proposal);
      const { read, history } = need(bench.site, 'tickets');
      const entries = await history(await read(proposal.ticket.id));
      const entry = entries.findLast(({ path }) => path === proposal.field.path);
      check(entry !== undefined, `The history of ${proposal.field.path} lacks what a person chose.`);
      checkSame(
        entry.to?.value,
        proposal.other.value,
        'The history has another value than the person chose.',
      );
      check(
        entry.actor !== null && !entry.isOwn,
        'A person’s choice is shown as nobody’s, or as Signalbox’s own.',
      );
      check(/Z$/.test(entry.at) && Date.parse(entry.at) <= bench.clock.now(), `Its time is "${entry.at}".`);
    },
  },
];

/** What a person changes on a ticket: a choice when there is one, else its summary. */
async function someEdit(bench: Bench, id: string): Promise<Readonly<Record<string, unknown>>> {
  const ticket = await need(bench.site, 'tickets').read(id);
  const catalog = await bench.site.catalog?.read(ticket);
  const field = catalog?.fields.find(
    ({ kind, isEditable, path, allowedValues }) =>
      kind === 'choice' && isEditable && path !== 'state' && (allowedValues?.length ?? 0) > 1,
  );
  const value = field?.allowedValues?.at(-1)?.value;
  if (field && value !== undefined) return { [field.vendorId]: value };
  return skip('the catalog lists no field that a person could change');
}
