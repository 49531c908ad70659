import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { SignalboxError } from '@signalbox/sdk';
import { seededRandom } from '@signalbox/sdk/sandbox';
import { z } from 'zod';

const rowSchema = z.object({ id: z.string(), text: z.string(), label: z.string(), split: z.string() });
type Row = z.infer<typeof rowSchema>;

/** A real help-desk ticket with the label people gave it. */
export interface DemoTicket {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly label: string;
}

const dataFile = new URL('../../../examples/data/it-tickets-topics-small.jsonl.gz', import.meta.url);

/** How often each topic occurs in the whole data set (its 38,270 training rows). */
const naturalCounts: Readonly<Record<string, number>> = {
  Hardware: 10_894,
  'HR Support': 8_732,
  Access: 5_700,
  Miscellaneous: 5_648,
  Storage: 2_222,
  Purchase: 1_971,
  'Internal Project': 1_695,
  'Administrative rights': 1_408,
};

const summaryWords = 8;

/** The rows that no part of the shipped model has seen: not trained on, not calibrated on, not certified on. */
async function unseenRows(): Promise<readonly Row[]> {
  const text = (await promisify(gunzip)(await readFile(dataFile))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rowSchema.parse(JSON.parse(line)))
    .filter((row) => row.split === 'dev');
}

/** How many of `total` each label gets, by largest remainder. */
function quotas(total: number): ReadonlyMap<string, number> {
  const sum = Object.values(naturalCounts).reduce((left, right) => left + right, 0);
  const exact = Object.entries(naturalCounts).map(([label, count]) => ({
    label,
    share: (total * count) / sum,
  }));
  const counts = new Map(exact.map(({ label, share }) => [label, Math.floor(share)]));
  const missing = total - [...counts.values()].reduce((left, right) => left + right, 0);
  const byRemainder = exact.toSorted((left, right) => (right.share % 1) - (left.share % 1));
  for (const { label } of byRemainder.slice(0, missing)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}

function toTicket({ id, text, label }: Row): DemoTicket {
  const words = text.split(/\s+/);
  return {
    id,
    summary: words.slice(0, summaryWords).join(' '),
    description: words.slice(summaryWords).join(' '),
    label,
  };
}

/** The most tickets that can be drawn in natural proportions. */
function mostTickets(available: ReadonlyMap<string, number>): number {
  let total = 0;
  while ([...quotas(total + 1)].every(([label, count]) => count <= (available.get(label) ?? 0))) total += 1;
  return total;
}

/**
 * Draws `total` unseen tickets in the proportions in which the topics occur, the same ones for the same seed. Throws
 * a `SignalboxError` (`configuration`) when there are not so many.
 */
export async function drawTickets(total: number, seed: number): Promise<readonly DemoTicket[]> {
  const byLabel = Map.groupBy(await unseenRows(), (row) => row.label);
  const wanted = quotas(total);
  const isEnough = [...wanted].every(([label, count]) => count <= (byLabel.get(label)?.length ?? 0));
  if (!Number.isInteger(total) || total < 1 || !isEnough) {
    const most = mostTickets(new Map([...byLabel].map(([label, rows]) => [label, rows.length])));
    throw new SignalboxError(
      'configuration',
      `The demo has 1 to ${most} real tickets that the model has never seen, in natural proportions; --tickets ${total} is not possible.`,
    );
  }
  const random = seededRandom(seed);
  const drawn = [...wanted].flatMap(([label, count]) =>
    shuffled(byLabel.get(label) ?? [], random).slice(0, count),
  );
  return shuffled(drawn, random).map(toTicket);
}
