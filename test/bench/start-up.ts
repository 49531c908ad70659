import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { disposing } from './disposing.ts';
import { below, type Measurement, rounded } from './measurement.ts';
import { serveVendors, startService, type Vendors } from './service.ts';
import { median } from './statistics.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const rounds = 5;
const aimedSeconds = 3;

/** What every program pays that is written for Node. */
async function emptyProgramMs(): Promise<number> {
  const startedAt = performance.now();
  await once(spawn(process.execPath, ['--eval', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - startedAt;
}

async function startMs(vendors: Vendors, database: string): Promise<number> {
  const { readyAfterMs, [Symbol.asyncDispose]: stop } = await startService(vendors, database);
  await stop();
  return readyAfterMs;
}

interface Times {
  readonly empty: readonly number[];
  readonly cold: readonly number[];
  readonly warm: readonly number[];
}

async function measureRounds(
  vendors: Vendors,
  progress: (text: string) => void,
  signal: AbortSignal,
): Promise<Times> {
  const times: Record<keyof Times, number[]> = { empty: [], cold: [], warm: [] };
  for (let round = 0; round < rounds; round += 1) {
    signal.throwIfAborted();
    progress(`start-up: round ${round + 1} of ${rounds}`);
    await disposing(async (stack) => {
      const directory = stack.use(await temporaryDirectory());
      const database = path.join(directory.path, 'database');
      times.empty.push(await emptyProgramMs());
      times.cold.push(await startMs(vendors, database));
      times.warm.push(await startMs(vendors, database));
    });
  }
  return times;
}

export const startUp: Measurement = {
  name: 'start-up',
  title: 'Start-up',
  async measure({ progress, signal }) {
    const times = await disposing(async (stack) => {
      const vendors = stack.use(await serveVendors());
      return await measureRounds(vendors, progress, signal);
    });
    const cold = median(times.cold) / 1_000;
    const warm = median(times.warm) / 1_000;
    const empty = median(times.empty) / 1_000;
    const row = (name: string, all: readonly number[]) => [
      name,
      rounded(median(all) / 1_000),
      rounded(Math.min(...all) / 1_000),
      rounded(Math.max(...all) / 1_000),
      rounded(median(all.map((time, round) => time / (times.empty[round] ?? time)))),
    ];
    return {
      method: `\`signalbox start\` with a Jira and a ServiceNow site, from the start of the process until \`/readyz\` says yes. Cold: there is no data directory, so \`initdb\`, all migrations and the job queue's tables are part of it. Warm: the same directory again. ${rounds} rounds; the peer is a Node process that does nothing.`,
      table: {
        header: ['', 'median s', 'fastest s', 'slowest s', ': empty Node'],
        rows: [row('empty Node process', times.empty), row('cold', times.cold), row('warm', times.warm)],
      },
      figures: { coldSeconds: cold, warmSeconds: warm, emptyNodeSeconds: empty, milliseconds: times },
      aims: [below('cold start to ready', cold, aimedSeconds, 's')],
    };
  },
};
