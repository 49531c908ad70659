import { ticketSchema } from '../../model/index.ts';
import { check, checkSame, need, newTicket, refusal, skip } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { unicodeDescription, unicodeSummary } from './texts.ts';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What users of other connectors found: an id that goes into a path or a query as it is asks for something else. */
const hostileIds = (id: string, other: string): readonly string[] => [
  `${id}/../${other}`,
  `../${other}`,
  `${other}?fields=*`,
  `${other}#`,
  `x^ORsys_id=${other}`,
  `x^NQsys_idISNOTEMPTY`,
  `x" OR key is not EMPTY OR key = "x`,
  `x' OR '1'='1`,
  `%2e%2e/${other}`,
  ' ',
];

export const readingCases: readonly ConformanceCase[] = [
  {
    name: 'reading: a ticket comes in canonical form, with its id, key, site and text',
    needs: ['tickets'],
    async run(bench) {
      const { id, key } = await bench.sandbox.createTicket({
        summary: 'VPN drops',
        description: 'Every hour.',
      });
      const ticket = await need(bench.site, 'tickets').read(id);
      const parsed = ticketSchema.safeParse(ticket);
      check(
        parsed.success,
        `It is no canonical ticket: ${parsed.error?.issues.map(({ path }) => path.join('.'))}`,
      );
      checkSame(
        { id: ticket.id, key: ticket.key, site: ticket.site, summary: ticket.summary },
        { id, key, site: 'support', summary: 'VPN drops' },
        'The ticket is not the one that was created.',
      );
      check(ticket.description.includes('Every hour.'), 'The description has lost its text.');
      for (const time of [ticket.created, ticket.updated]) {
        check(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(time),
          `The time "${time}" is not ISO 8601 in UTC.`,
        );
      }
      check(URL.canParse(ticket.url), `"${ticket.url}" is no address that a person can open.`);
      checkSame(JSON.parse(JSON.stringify(ticket)), ticket, 'A ticket must survive being stored as JSON.');
    },
  },
  {
    name: 'reading: text in any script, with markup and quotes in it, comes as it was written',
    needs: ['tickets'],
    async run(bench) {
      const ticket = await newTicket(bench, { summary: unicodeSummary, description: unicodeDescription });
      checkSame(ticket.summary, unicodeSummary, 'The summary has changed on its way.');
      const read = oneLine(ticket.description);
      for (const line of unicodeDescription.split('\n').filter((each) => each !== '')) {
        check(
          read.includes(oneLine(line)),
          `The description has lost or changed this line: ${line}\nRead: ${read}`,
        );
      }
    },
  },
  {
    name: 'reading: a ticket of 1 MB, or of the most that the vendor stores, comes whole',
    needs: ['tickets'],
    async run(bench) {
      const size = Math.min(1024 * 1024, bench.sandbox.longestDescription ?? Number.POSITIVE_INFINITY);
      const line = 'a long log line 0123456789\n';
      const ticket = await newTicket(bench, { description: line.repeat(Math.floor(size / line.length)) });
      checkSame(
        oneLine(ticket.description).length,
        Math.floor(size / line.length) * line.length - 1,
        `Of a description of ${size} characters not all came.`,
      );
    },
  },
  {
    name: 'reading: a ticket that does not exist is `not-found`',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await bench.sandbox.createTicket({ summary: 'A', description: 'B' });
      const unknown = id.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 5) % 10));
      await refusal(
        () => need(bench.site, 'tickets').read(unknown),
        'A ticket came for an id that no ticket has.',
        ['not-found'],
      );
    },
  },
  {
    name: 'reading: a ticket that was deleted is `not-found`',
    needs: ['tickets'],
    needsSandbox: ['deleteTicket'],
    async run(bench) {
      const { id } = await newTicket(bench);
      await bench.sandbox.deleteTicket?.(id);
      await refusal(() => need(bench.site, 'tickets').read(id), 'A deleted ticket came.', ['not-found']);
    },
  },
  {
    name: 'reading: many tickets by id come as they are read one by one, and what is gone is left out',
    needs: ['tickets'],
    async run(bench) {
      const { read, readMany } = need(bench.site, 'tickets');
      if (!readMany) skip('the connector declares no tickets.readMany');
      const ids = [(await newTicket(bench)).id, (await newTicket(bench)).id, (await newTicket(bench)).id];
      const gone = ids[1] ?? '';
      await bench.sandbox.deleteTicket?.(gone);
      const left = bench.sandbox.deleteTicket ? ids.filter((id) => id !== gone) : ids;
      const { tickets, skipped } = await readMany(ids);
      const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
      checkSame([...byId.keys()].sort(), left.toSorted(), 'Other tickets came than were asked for.');
      checkSame(skipped, [], 'A ticket that is gone was called unusable.');
      for (const id of left)
        checkSame(byId.get(id), await read(id), 'One by one the ticket reads otherwise.');
    },
  },
  {
    name: 'reading: an id with the vendor’s query or path syntax in it reaches no other ticket',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      const { id: other } = await newTicket(bench);
      for (const hostile of hostileIds(id, other)) {
        await refusal(
          () => need(bench.site, 'tickets').read(hostile),
          `read(${JSON.stringify(hostile)}) gave a ticket: escape ids before they go into a path or a query.`,
        );
      }
    },
  },
  {
    name: 'reading: a custom field comes under the name that people see',
    needs: ['tickets', 'catalog'],
    needsSandbox: ['customField'],
    bench: { customField: { name: 'Büro & floor', choices: ['Erdgeschoß', '2nd "floor"'] } },
    async run(bench) {
      const path = bench.sandbox.admin?.customField ?? 'custom.none';
      const ticket = await newTicket(bench);
      const field = (await need(bench.site, 'catalog').read(ticket)).fields.find(
        (each) => each.path === path,
      );
      const value = field?.allowedValues?.[0];
      check(field !== undefined && value !== undefined, `The catalog has no field ${path} with values.`);
      await bench.sandbox.editTicket(ticket.id, { [field.vendorId]: value.value });
      const { custom } = await need(bench.site, 'tickets').read(ticket.id);
      checkSame(custom[path.slice('custom.'.length)], value, `The ticket has another value at ${path}.`);
    },
  },
  {
    name: 'reading: whoever gives up gets `aborted` at once',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      const sent = bench.exchanges.length;
      await refusal(
        () => need(bench.site, 'tickets').read(id, { signal: AbortSignal.abort() }),
        'A reading went on that nobody waited for: pass `options.signal` to every request.',
        ['aborted'],
      );
      checkSame(bench.exchanges.length, sent, 'Requests left after the caller had given up.');
    },
  },
];
