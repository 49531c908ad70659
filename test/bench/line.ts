import { type Child, startChild } from './child.ts';
import { disposing } from './disposing.ts';
import type { LineRun, Way } from './line-server.ts';
import type { LineResult } from './measure-line.ts';
import { type Measurement, rounded } from './measurement.ts';
import { median } from './statistics.ts';

const rounds = 3;
const tickets: Readonly<Record<Way, number>> = { http: 200, memory: 400 };
const titles: Readonly<Record<Way, string>> = {
  http: 'vendors over HTTP, at their own pace',
  memory: 'vendors in memory, without limits',
};
const ways: readonly Way[] = ['http', 'memory'];

const decisionRate = ({ decided, decisionSeconds }: LineResult): number => decided / decisionSeconds;
const writeRate = ({ written, writeSeconds }: LineResult): number => written / writeSeconds;

async function runRounds(child: Child, progress: (text: string) => void): Promise<Record<Way, LineResult[]>> {
  const results: Record<Way, LineResult[]> = { http: [], memory: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) {
      progress(`line: ${titles[way]}, round ${round + 1} of ${rounds}`);
      const run: LineRun = { way, tickets: tickets[way] };
      results[way].push(await child.call<LineResult>('run', run));
    }
  }
  return results;
}

export const line: Measurement = {
  name: 'line',
  title: 'Decisions and writes',
  async measure({ progress }) {
    const results = await disposing(async (stack) =>
      runRounds(stack.use(startChild(new URL('line-server.ts', import.meta.url))), progress),
    );
    const found = ways.map((way) => ({
      way,
      decisionsPerSecond: median(results[way].map(decisionRate)),
      writesPerSecond: median(results[way].map(writeRate)),
      written: median(results[way].map(({ written }) => written)),
      webhookToDecisionP50Ms: median(
        results[way].map(({ webhookToDecisionP50Ms }) => webhookToDecisionP50Ms),
      ),
    }));
    return {
      method: `All tickets are created at once, half in a Jira, half in a ServiceNow: signed webhook, intake, reading the ticket back, masking, the shipped model, decision and receipt, the write or the mark for people, all on the embedded PostgreSQL with fsync. Over HTTP the sandboxes' pace is the one the connectors keep toward a real vendor (share 1, so the whole quota), and it is the limit; in memory nothing but the bridge is, though the sandboxes' own work is in the same process and counts against it. Medians of ${rounds} rounds, each with a new database.`,
      table: {
        header: [
          '',
          'tickets',
          'decisions /s',
          'writes /s',
          'written',
          'webhook to decision p50 ms (backlog included)',
        ],
        rows: found.map(({ way, decisionsPerSecond, writesPerSecond, written, webhookToDecisionP50Ms }) => [
          titles[way],
          String(tickets[way]),
          rounded(decisionsPerSecond),
          rounded(writesPerSecond),
          String(written),
          rounded(webhookToDecisionP50Ms),
        ]),
      },
      figures: { ways: found },
      aims: [],
    };
  },
};
