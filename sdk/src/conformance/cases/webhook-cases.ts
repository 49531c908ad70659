import { isSignalboxError } from '../../errors/index.ts';
import { type TicketEvent, ticketEventSchema } from '../../model/index.ts';
import type { WebhookDelivery } from '../../webhook/index.ts';
import { type Bench, check, checkSame, chosenByHuman, need, propose, refusal } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { unicodeDescription, unicodeSummary } from './texts.ts';

const dayMs = 24 * 3_600_000;

/** Every event of what the vendor has sent so far; deliveries that prove nothing are left out. */
async function eventsOf(bench: Bench): Promise<readonly TicketEvent[]> {
  await bench.sandbox.settled();
  const webhook = need(bench.site, 'webhook');
  const events: TicketEvent[] = [];
  for (const delivery of bench.deliveries) {
    const verified = await webhook.verify(delivery).catch((error: unknown) => {
      if (isSignalboxError(error) && error.code === 'signature') return null;
      throw error;
    });
    if (verified)
      events.push(...webhook.parse(JSON.parse(new TextDecoder().decode(delivery.body)), verified));
  }
  return events;
}

/** The webhook of a new ticket. */
async function firstDelivery(bench: Bench): Promise<WebhookDelivery> {
  await bench.sandbox.createTicket({ summary: 'VPN drops', description: 'Every hour.' });
  await bench.sandbox.settled();
  const [delivery] = bench.deliveries;
  check(delivery !== undefined, 'The sandbox sent no webhook for a new ticket.');
  return delivery;
}

export const webhookCases: readonly ConformanceCase[] = [
  {
    name: 'webhooks: a new ticket is told as `created`, in any script and without any of its text',
    needs: ['webhook'],
    async run(bench) {
      const { id } = await bench.sandbox.createTicket({
        summary: unicodeSummary,
        description: unicodeDescription,
      });
      const events = await eventsOf(bench);
      const event = events.find(({ type }) => type === 'signalbox.ticket.created');
      check(
        event !== undefined,
        `No event says that a ticket was created, but ${events.map(({ type }) => type)}.`,
      );
      const parsed = ticketEventSchema.safeParse(event);
      check(
        parsed.success,
        `It is no ticket event: ${parsed.error?.issues.map(({ path }) => path.join('.'))}`,
      );
      checkSame(
        { subject: event.subject, source: event.source },
        { subject: id, source: '/sites/support' },
        'The event is about something else.',
      );
      check(!JSON.stringify(event).includes('打印机坏了'), 'An event carries no ticket text.');
    },
  },
  {
    name: 'webhooks: a person’s edit is told as `updated`, with what changed and by whom',
    needs: ['webhook', 'tickets', 'catalog', 'changes'],
    async run(bench) {
      const proposal = await propose(bench);
      await chosenByHuman(bench, proposal);
      const event = (await eventsOf(bench)).findLast(({ type }) => type === 'signalbox.ticket.updated');
      check(event !== undefined, 'No event says that the ticket was updated.');
      const { changed, actor, isOwn } = event.data;
      check(changed === null || changed.length > 0, 'The event says that nothing changed.');
      check(!isOwn, 'A person’s edit is taken for Signalbox’s own.');
      check(actor === null || actor.kind !== 'integration', 'A person is taken for software.');
    },
  },
  {
    name: 'webhooks: Signalbox’s own write comes back marked as its own',
    needs: ['webhook', 'tickets', 'catalog', 'changes'],
    async run(bench) {
      const proposal = await propose(bench);
      await need(bench.site, 'changes').apply(proposal.change);
      const events = (await eventsOf(bench)).filter(({ type }) => type !== 'signalbox.ticket.created');
      const unknown = events.filter(({ data }) => !data.isOwn && data.actor?.kind !== 'integration');
      // Where the payload cannot tell, the actor must not be a named human.
      check(
        unknown.every(({ data }) => data.actor === null || data.actor.kind === 'unknown'),
        'Signalbox’s own write comes back as a human’s: it would answer itself.',
      );
    },
  },
  {
    name: 'webhooks: a changed body, no signature and a forged one are refused',
    needs: ['webhook'],
    async run(bench) {
      const delivery = await firstDelivery(bench);
      const { verify } = need(bench.site, 'webhook');
      await verify(delivery);
      const text = new TextDecoder().decode(delivery.body);
      const changed = { ...delivery, body: new TextEncoder().encode(text.replace(/\d(?=\D*$)/, '0 ')) };
      await refusal(() => verify(changed), 'A body that was changed on its way was accepted.', ['signature']);
      const bare = { ...delivery, headers: { 'content-type': 'application/json' } };
      await refusal(() => verify(bare), 'A webhook without any signature was accepted.', ['signature']);
      bench.sandbox.addFault({ kind: 'webhook-wrong-signature' });
      const since = bench.deliveries.length;
      await bench.sandbox.createTicket({ summary: 'A', description: 'B' });
      await bench.sandbox.settled();
      const [forged, genuine] = bench.deliveries.slice(since);
      check(forged !== undefined && genuine !== undefined, 'The sandbox played no forgery.');
      await refusal(() => verify(forged), 'A forged webhook was accepted.', ['signature']);
      await verify(genuine);
    },
  },
  {
    name: 'webhooks: a duplicate is known as one, by its delivery id or its body',
    needs: ['webhook'],
    async run(bench) {
      bench.sandbox.addFault({ kind: 'webhook-duplicate' });
      await firstDelivery(bench);
      const [first, second] = bench.deliveries;
      check(first !== undefined && second !== undefined, 'The sandbox sent no duplicate.');
      const { verify } = need(bench.site, 'webhook');
      const [one, two] = await Promise.all([verify(first), verify(second)]);
      const isKnown =
        one.deliveryId === null
          ? Buffer.from(first.body).equals(Buffer.from(second.body))
          : one.deliveryId === two.deliveryId;
      check(isKnown, 'The same webhook came twice, and nobody could tell.');
    },
  },
  {
    name: 'webhooks: one that comes minutes late is accepted, as the same one',
    needs: ['webhook'],
    async run(bench) {
      const delivery = await firstDelivery(bench);
      const { verify } = need(bench.site, 'webhook');
      const { deliveryId } = await verify(delivery);
      bench.clock.pass(4 * 60_000);
      const late = await verify({ ...delivery, receivedAt: bench.clock.now() });
      checkSame(late.deliveryId, deliveryId, 'The vendor’s retry has another id than its first try.');
    },
  },
  {
    name: 'webhooks: one that has expired is `replay`',
    needs: ['webhook'],
    async run(bench) {
      const delivery = await firstDelivery(bench);
      bench.clock.pass(30 * dayMs);
      await refusal(
        () => need(bench.site, 'webhook').verify({ ...delivery, receivedAt: bench.clock.now() }),
        'A webhook of last month was accepted: check its time with checkTimeWindow.',
        ['replay'],
      );
    },
  },
  {
    name: 'webhooks: where a later one comes first, the events’ times tell the order',
    needs: ['webhook', 'tickets', 'catalog', 'changes'],
    async run(bench) {
      bench.sandbox.addFault({ kind: 'webhook-reorder' });
      const proposal = await propose(bench);
      bench.clock.pass(2_000);
      await chosenByHuman(bench, proposal);
      const events = await eventsOf(bench);
      const ordered = events.toSorted((left, right) => Date.parse(left.time) - Date.parse(right.time));
      check(events.length >= 2, 'The sandbox sent fewer than two webhooks.');
      checkSame(
        ordered.map(({ type }) => type).slice(0, 2),
        ['signalbox.ticket.created', 'signalbox.ticket.updated'],
        'The events’ times do not give the order in which things happened.',
      );
      checkSame(new Set(events.map(({ id }) => id)).size, events.length, 'Two events have one id.');
    },
  },
  {
    name: 'webhooks: a body of another shape is `unreadable`, or no news at all',
    needs: ['webhook'],
    async run(bench) {
      const verified = await need(bench.site, 'webhook').verify(await firstDelivery(bench));
      for (const body of [null, [], {}, 'ok', 7, { issue: null }, { event: 'other' }]) {
        try {
          checkSame(need(bench.site, 'webhook').parse(body, verified), [], 'Events came out of nothing.');
        } catch (error) {
          check(
            isSignalboxError(error) && error.code === 'unreadable',
            `parse(${JSON.stringify(body)}) ended in ${error instanceof Error ? error.message : error}.`,
          );
        }
      }
    },
  },
];
