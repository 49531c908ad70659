import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';

const rowSchema = z.object({ text: z.string(), label: z.string(), split: z.string() });

/** A ticket from the shipped data. */
export interface RealTicket {
  readonly text: string;
  readonly summary: string;
  readonly description: string;
}

export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

const dataFile = new URL('../../examples/data/it-tickets-topics-small.jsonl.gz', import.meta.url);
const summaryWords = 8;

async function readRows() {
  const lines = (await promisify(gunzip)(await readFile(dataFile))).toString('utf8').trim().split('\n');
  return lines.map((line) => rowSchema.parse(JSON.parse(line)));
}

/** The shipped data by its split: 2,400 tickets to learn from, 800 to measure on. */
export async function labelledTickets(split: 'train' | 'dev'): Promise<readonly LabelledText[]> {
  return (await readRows()).filter((row) => row.split === split);
}

/** `count` real tickets, those first that the shipped model was not trained on; from the start again when there are fewer. */
export async function realTickets(count: number): Promise<readonly RealTicket[]> {
  const rows = await readRows();
  const unseenFirst = rows.toSorted(
    (left, right) => Number(right.split === 'dev') - Number(left.split === 'dev'),
  );
  return Array.from({ length: count }, (_, index) => {
    const text = unseenFirst[index % unseenFirst.length]?.text ?? '';
    const words = text.split(/\s+/);
    return {
      text,
      summary: words.slice(0, summaryWords).join(' '),
      description: words.slice(summaryWords).join(' '),
    };
  });
}
