import { type Kysely, sql } from 'kysely';
import type { IntakeTables } from './tables.ts';

/** What happened at one site, at one moment. */
export interface TallyCounts {
  readonly site: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly received: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly deadLetters: number;
}

const minuteMs = 60_000;

interface TallyRow {
  site: string;
  minute: string;
  received: number;
  duplicates: number;
  rejected: number;
  dead_letters: number;
}

/** Sums by site and minute, in one order everywhere. */
export function sumByMinute(counts: readonly TallyCounts[]): readonly TallyRow[] {
  const rows = new Map<string, TallyRow>();
  for (const { site, at, received, duplicates, rejected, deadLetters } of counts) {
    const minute = new Date(Math.floor(at / minuteMs) * minuteMs).toISOString();
    const key = `${minute} ${site}`;
    const row = rows.get(key) ?? { site, minute, received: 0, duplicates: 0, rejected: 0, dead_letters: 0 };
    row.received += received;
    row.duplicates += duplicates;
    row.rejected += rejected;
    row.dead_letters += deadLetters;
    rows.set(key, row);
  }
  return [...rows].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
}

/** Adds to the counts of this process, in the caller's transaction. */
export async function addTally(
  transaction: Kysely<IntakeTables>,
  writer: string,
  counts: readonly TallyCounts[],
): Promise<void> {
  const rows = sumByMinute(counts).map((row) => ({ ...row, writer }));
  if (rows.length === 0) return;
  await transaction
    .insertInto('intake_tally')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['minute', 'site', 'writer']).doUpdateSet({
        received: sql`intake_tally.received + excluded.received`,
        duplicates: sql`intake_tally.duplicates + excluded.duplicates`,
        rejected: sql`intake_tally.rejected + excluded.rejected`,
        dead_letters: sql`intake_tally.dead_letters + excluded.dead_letters`,
      }),
    )
    .execute();
}
