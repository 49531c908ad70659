import { check, checkSame, need, newTicket } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

export const queueCases: readonly ConformanceCase[] = [
  {
    name: 'human queue: a mark is written like any change, once, and found again',
    needs: ['tickets', 'changes', 'humanQueue'],
    async run(bench) {
      const ticket = await newTicket(bench);
      const queue = need(bench.site, 'humanQueue');
      check(!queue.isMarked(ticket), 'A new ticket carries the mark already.');
      const mark = queue.mark(ticket, 'The model does not know this subject.');
      const { id, key, type, project } = ticket;
      const change = {
        actionId: 'act-queue',
        ticketId: id,
        ticketKey: key,
        ticketType: type,
        project,
        ...mark,
      };
      const { apply } = need(bench.site, 'changes');
      const result = await apply(change);
      checkSame(result.outcome, 'applied', `The mark was not written: ${result.reason}`);
      const effects = bench.sandbox.journal.length;
      const marked = await need(bench.site, 'tickets').read(id);
      check(queue.isMarked(marked), 'The mark was written, and isMarked does not find it.');
      checkSame((await apply(change)).outcome, 'already-applied', 'The second time it ended otherwise.');
      checkSame(bench.sandbox.journal.length, effects, 'The mark was written twice.');
      const shown = bench.sandbox.journal.filter(({ isPublic, ticketId }) => isPublic && ticketId === id);
      checkSame(
        shown.filter(({ kind }) => kind === 'comment'),
        [],
        'The customer can see why a human was asked.',
      );
    },
  },
];
