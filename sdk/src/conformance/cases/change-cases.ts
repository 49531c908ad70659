import type { FaultKind } from '../../sandbox/index.ts';
import {
  type Bench,
  changeOf,
  check,
  checkSame,
  chosenByHuman,
  effectsOn,
  need,
  newTicket,
  type Proposal,
  propose,
  refusal,
  untilNothingIsOnItsWay,
  valueNow,
} from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const changeNeeds = ['tickets', 'catalog', 'changes'] as const;

/** `METHOD /path` of the request that writes. */
async function writeOf(
  bench: Bench,
  { change }: Proposal,
): Promise<{ readonly method: string; readonly match: RegExp }> {
  const [request] = await need(bench.site, 'changes').plan(change);
  check(request !== undefined, '`plan` names no request for a change that is to be written.');
  const { pathname } = new URL(request.path, 'https://vendor.invalid');
  const path = pathname.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return { method: request.method, match: new RegExp(`^${request.method} .*${path}$`) };
}

async function checkOnce(bench: Bench, proposal: Proposal): Promise<void> {
  const effects = effectsOn(bench, proposal);
  checkSame(effects.length, 1, `One change must have one effect; the vendor saw ${effects.length}.`);
  const marker = bench.site.changes?.marksWrites === false ? null : proposal.change.actionId;
  checkSame(
    effects[0]?.actionId,
    marker,
    'The effect carries no marker: put the action id into the same request, or nobody can tell whose it was.',
  );
  checkSame(
    (await valueNow(bench, proposal))?.value,
    proposal.to.value,
    'The field does not hold the new value.',
  );
}

/** The write meets the fault; afterwards the change is finished as the bridge finishes it. */
function lostAnswerCase(name: string, kind: FaultKind, found: 'present' | 'absent'): ConformanceCase {
  return {
    name,
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const { match } = await writeOf(bench, proposal);
      const { apply, readBack } = need(bench.site, 'changes');
      bench.sandbox.addFault({ kind, match });
      const error = await refusal(
        () => apply(proposal.change),
        'The answer was lost, and the write called certain.',
      );
      check(
        error.mayHaveTakenEffect,
        'The answer to a write was lost, and the error says that it certainly had no effect.',
      );
      check(
        effectsOn(bench, proposal).length <= 1,
        'The write was repeated although nobody knew whether it had landed.',
      );
      await untilNothingIsOnItsWay(bench);
      checkSame(await readBack(proposal.change), found, 'Reading back found something else than there is.');
      const again = await apply(proposal.change);
      checkSame(
        again.outcome,
        found === 'present' ? 'already-applied' : 'applied',
        'Applying it once more ended otherwise than it must.',
      );
      await checkOnce(bench, proposal);
    },
  };
}

export const changeCases: readonly ConformanceCase[] = [
  {
    name: 'changes: a value is written in one request, with its marker',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const result = await need(bench.site, 'changes').apply(proposal.change);
      checkSame(result.outcome, 'applied', `The change was not applied: ${result.reason}`);
      checkSame(
        result.fields.map(({ path, outcome }) => ({ path, outcome })),
        [{ path: proposal.field.path, outcome: 'applied' }],
        'The result must name every field of the change.',
      );
      await checkOnce(bench, proposal);
    },
  },
  {
    name: 'changes: `plan` shows the requests that `apply` sends, and sends none that writes',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const before = bench.sandbox.journal.length;
      const planned = await need(bench.site, 'changes').plan(proposal.change);
      checkSame(bench.sandbox.journal.length, before, '`plan` has written something.');
      check(planned.length > 0, '`plan` names no request.');
      const since = bench.exchanges.length;
      await need(bench.site, 'changes').apply(proposal.change);
      const sent = bench.exchanges
        .slice(since)
        .map(({ request }) => `${request.method} ${new URL(request.url).pathname} ${request.body ?? ''}`);
      for (const { method, path, body } of planned) {
        // A marker may hold the time.
        const isSent = sent.some(
          (each) => each.startsWith(`${method} `) && each.includes(path.split('?')[0] ?? ''),
        );
        check(isSent, `\`plan\` says ${method} ${path}, and \`apply\` sent ${sent.join('; ')}.`);
        check(
          body === undefined || sent.some((each) => sameKeys(each, body)),
          '`apply` sent another body than `plan` shows.',
        );
      }
    },
  },
  {
    name: 'changes: applied twice, it has one effect, and the second time says `already-applied`',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const { apply } = need(bench.site, 'changes');
      await apply(proposal.change);
      checkSame(
        (await apply(proposal.change)).outcome,
        'already-applied',
        'The second time ended otherwise.',
      );
      await checkOnce(bench, proposal);
    },
  },
  lostAnswerCase(
    'changes: a connection cut before the effect: found absent, then applied, one effect',
    'cut-before-effect',
    'absent',
  ),
  lostAnswerCase(
    'changes: a connection cut after the effect: found present, not repeated, one effect',
    'cut-after-effect',
    'present',
  ),
  lostAnswerCase(
    'changes: an effect that comes after the answer was lost: found when it must be there, one effect',
    'late-effect',
    'present',
  ),
  {
    name: 'changes: an effect that comes after reading back is still only one',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const { match } = await writeOf(bench, proposal);
      const { apply, readBack } = need(bench.site, 'changes');
      const { longestRequestMs } = bench.site.limits;
      bench.sandbox.addFault({ kind: 'late-effect', match, delayMs: longestRequestMs * 0.9 });
      await refusal(() => apply(proposal.change), 'The answer was lost, and the write called certain.');
      // The vendor may not have it yet; whoever asks must be told what is there, and nothing may be sent.
      const since = bench.exchanges.length;
      await readBack(proposal.change);
      check(
        !bench.exchanges
          .slice(since)
          .some(({ request }) => match.test(`${request.method} ${new URL(request.url).pathname}`)),
        'Reading back has written.',
      );
      await untilNothingIsOnItsWay(bench);
      checkSame(
        await readBack(proposal.change),
        'present',
        'The effect came, and reading back does not find it.',
      );
      checkSame((await apply(proposal.change)).outcome, 'already-applied', 'It was written a second time.');
      await checkOnce(bench, proposal);
    },
  },
  {
    name: 'changes: a write that meets 500 is not repeated, because it may have landed',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const { match } = await writeOf(bench, proposal);
      bench.sandbox.addFault({ kind: 'server-error', match, times: 3 });
      const since = bench.exchanges.length;
      const error = await refusal(
        () => need(bench.site, 'changes').apply(proposal.change),
        'The vendor answered 500 to the write, and the connector called it certain or sent it again.',
      );
      check(error.mayHaveTakenEffect, 'After a 500 the error must say that the write may have taken effect.');
      const writes = bench.exchanges
        .slice(since)
        .filter(({ request }) => match.test(`${request.method} ${new URL(request.url).pathname}`));
      checkSame(writes.length, 1, 'The write was sent again although nobody knew whether it had landed.');
    },
  },
  {
    name: 'changes: a write that meets 429 waits, is sent again, and has one effect',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const { match } = await writeOf(bench, proposal);
      bench.sandbox.addFault({ kind: 'rate-limit-ticket', match, delayMs: 3_000 });
      const result = await need(bench.site, 'changes').apply(proposal.change, { lane: 'backfill' });
      checkSame(result.outcome, 'applied', `The change was not applied: ${result.reason}`);
      await checkOnce(bench, proposal);
    },
  },
  {
    name: 'changes: while one ticket is held back, another one is written',
    needs: changeNeeds,
    async run(bench) {
      const held = await propose(bench, 'act-held');
      const free = await propose(bench, 'act-free', await newTicket(bench));
      const { match } = await writeOf(bench, held);
      bench.sandbox.addFault({ kind: 'rate-limit-ticket', match, delayMs: 3_000 });
      const { apply } = need(bench.site, 'changes');
      const results = await Promise.all(
        [held, free].map(({ change }) => apply(change, { lane: 'backfill' })),
      );
      checkSame(
        results.map(({ outcome }) => outcome),
        ['applied', 'applied'],
        'A change got lost behind a limit.',
      );
      await checkOnce(bench, held);
      await checkOnce(bench, free);
    },
  },
  {
    name: 'changes: HTTP 400 to a write is never called applied',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const { match } = await writeOf(bench, proposal);
      bench.answerInstead = (request) =>
        match.test(`${request.method} ${new URL(request.url).pathname}`)
          ? { status: 400, headers: { 'content-type': 'application/json' }, body: '{"error":"No."}' }
          : undefined;
      const outcome = await need(bench.site, 'changes')
        .apply(proposal.change)
        .then(
          (result) => result.outcome,
          () => 'rejected' as const,
        );
      checkSame(
        outcome,
        'rejected',
        'The vendor refused the write with 400, and the connector calls it otherwise.',
      );
      checkSame(effectsOn(bench, proposal), [], 'The sandbox has an effect of a refused write.');
    },
  },
  {
    name: 'changes: a value that the vendor does not have is `rejected`, with a reason for the field',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const to = { value: 'no-such-value^active=false', label: 'No such value' };
      const change = changeOf(proposal.ticket, 'act-2', proposal.field.path, to);
      const result = await need(bench.site, 'changes').apply(change);
      checkSame(result.outcome, 'rejected', 'A value that no catalog has was taken.');
      check(Boolean(result.fields[0]?.reason ?? result.reason), 'A rejection must give a reason.');
      checkSame(
        await valueNow(bench, proposal),
        proposal.change.fields[0]?.from ?? null,
        'The field changed although the value was rejected.',
      );
    },
  },
  {
    name: 'changes: what a human chose meanwhile stays, and the outcome is `conflict`',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      await chosenByHuman(bench, proposal);
      bench.clock.pass(5_000);
      const result = await need(bench.site, 'changes').apply(proposal.change);
      checkSame(result.outcome, 'conflict', 'Compare with `from` before writing.');
      checkSame(
        (await valueNow(bench, proposal))?.value,
        proposal.other.value,
        'A human’s value was overwritten.',
      );
    },
  },
  {
    name: 'changes: what a human chooses between comparing and writing is given back, and the outcome is `conflict`',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const { match } = await writeOf(bench, proposal);
      let isDone = false;
      bench.beforeSending = async (request) => {
        if (isDone || !match.test(`${request.method} ${new URL(request.url).pathname}`)) return;
        isDone = true;
        await chosenByHuman(bench, proposal);
        bench.clock.pass(1_000);
      };
      const result = await need(bench.site, 'changes').apply(proposal.change);
      check(isDone, 'The write was not sent.');
      checkSame(
        result.outcome,
        'conflict',
        'Read the history after a write: what it replaced may be a human’s.',
      );
      checkSame(
        (await valueNow(bench, proposal))?.value,
        proposal.other.value,
        'A human’s value was not given back.',
      );
    },
  },
  {
    name: 'changes: a lost write that a human has overtaken is found `superseded`',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const { match } = await writeOf(bench, proposal);
      const { apply, readBack } = need(bench.site, 'changes');
      bench.sandbox.addFault({ kind: 'cut-before-effect', match });
      await refusal(() => apply(proposal.change), 'The connection was cut, and the write called certain.');
      await chosenByHuman(bench, proposal);
      await untilNothingIsOnItsWay(bench);
      checkSame(await readBack(proposal.change), 'superseded', 'A human’s value is where ours would be.');
      checkSame((await apply(proposal.change)).outcome, 'conflict', 'A human’s value must stay.');
      checkSame(
        (await valueNow(bench, proposal))?.value,
        proposal.other.value,
        'A human’s value was overwritten.',
      );
    },
  },
  {
    name: 'changes: an internal explanation, in any script, is seen by no customer',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      const markdown = '**Signalbox** chose this: “打印机” & <b>';
      const change = { ...proposal.change, explanation: { markdown, audience: 'internal' as const } };
      const result = await need(bench.site, 'changes').apply(change);
      checkSame(result.outcome, 'applied', `The change was not applied: ${result.reason}`);
      const shown = bench.sandbox.journal.filter(
        ({ ticketId, kind, isPublic }) => ticketId === change.ticketId && kind === 'comment' && isPublic,
      );
      checkSame(shown, [], 'An internal explanation became a comment that the customer can see.');
    },
  },
  {
    name: 'changes: the history knows Signalbox’s own change from a human’s',
    needs: changeNeeds,
    async run(bench) {
      const proposal = await propose(bench);
      await need(bench.site, 'changes').apply(proposal.change);
      const { read, history } = need(bench.site, 'tickets');
      const entries = await history(await read(proposal.ticket.id));
      const entry = entries.findLast(({ path }) => path === proposal.field.path);
      check(entry !== undefined, 'The history lacks the change.');
      check(entry.isOwn, 'Signalbox’s own change is shown as somebody else’s.');
    },
  },
];

/** Whether a sent request has a JSON body with the same keys at the top and one level below. */
function sameKeys(sent: string, body: unknown): boolean {
  const start = sent.indexOf('{');
  if (start < 0) return false;
  return JSON.stringify(shapeOf(JSON.parse(sent.slice(start)))) === JSON.stringify(shapeOf(body));
}

function shapeOf(value: unknown, depth = 2): unknown {
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => [key, shapeOf(member, depth - 1)]),
  );
}
