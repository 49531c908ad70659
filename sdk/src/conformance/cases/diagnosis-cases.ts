import type { Finding } from '../../connector/index.ts';
import { type Bench, check, checkSame, need } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

async function findings(bench: Bench): Promise<readonly Finding[]> {
  return await Array.fromAsync(need(bench.site, 'diagnosis').run({ lane: 'backfill' }));
}

export const diagnosisCases: readonly ConformanceCase[] = [
  {
    name: 'diagnosis: a healthy site has no error, and looking writes nothing',
    needs: ['diagnosis'],
    async run(bench) {
      await bench.sandbox.createTicket({ summary: 'A', description: 'B' });
      const before = bench.sandbox.journal.length;
      const found = await findings(bench);
      check(found.length > 0, 'It checks nothing.');
      checkSame(
        found.filter(({ status }) => status === 'error'),
        [],
        'A healthy site is reported as ill.',
      );
      checkSame(bench.sandbox.journal.length, before, 'Looking has changed something.');
    },
  },
  {
    name: 'diagnosis: refused credentials are an error with a remedy, not an exception',
    needs: ['diagnosis'],
    async run(bench) {
      bench.answerInstead = () => ({
        status: 401,
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      const found = await findings(bench);
      const errors = found.filter(({ status }) => status === 'error');
      check(errors.length > 0, 'The vendor refuses the credentials, and nothing is found.');
      check(
        errors.every(({ remedy }) => remedy !== null),
        'An error must say what to do.',
      );
    },
  },
];
