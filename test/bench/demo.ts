import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { below, type Measurement, rounded } from './measurement.ts';

const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));
const tickets = 300;
const aimedSeconds = 30;

interface DemoReport {
  readonly decided: number;
  readonly lost: number;
  readonly writtenTwice: number;
  readonly seconds: number;
  readonly webhookToDecisionMs: { readonly p50: number; readonly p95: number; readonly p99: number };
}

export const demo: Measurement = {
  name: 'demo',
  title: 'The demo',
  async measure({ progress, signal }) {
    progress(`demo: ${tickets} tickets`);
    const startedAt = performance.now();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [program, 'demo', '--tickets', String(tickets), '--exit', '--json'],
      { signal },
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    const report: DemoReport = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    const { p50, p95, p99 } = report.webhookToDecisionMs;
    return {
      method: `\`demo --tickets ${tickets} --exit\`: both sandboxes, a new database, the service, faults on the way, the check of every ticket at its vendor, from the start of the process to its end. A ticket is created every 60 ms, and the faults are waited for: it is a demonstration, not a measure of speed.`,
      table: {
        header: [
          'tickets',
          'decided',
          'lost',
          'written twice',
          'whole command s',
          'line alone s',
          'webhook to decision p50 / p95 / p99 ms',
        ],
        rows: [
          [
            String(tickets),
            String(report.decided),
            String(report.lost),
            String(report.writtenTwice),
            rounded(seconds),
            rounded(report.seconds),
            `${rounded(p50)} / ${rounded(p95)} / ${rounded(p99)}`,
          ],
        ],
      },
      figures: { wholeSeconds: seconds, ...report },
      aims: [below(`${tickets} tickets through the demo`, seconds, aimedSeconds, 's')],
    };
  },
};
