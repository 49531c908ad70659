import { z } from 'zod';
import { SignalboxError } from '../errors/index.ts';
import type { SkippedRow } from './page.ts';

const shownPlaces = 3;

function placesOf(error: z.ZodError): string {
  const places = error.issues.map(({ path }) => path.join('.') || 'the body');
  return [...new Set(places)].slice(0, shownPlaces).join(', ');
}

/** The body of an answer. Throws `vendor-contract` for another shape: it says where, and quotes nothing. */
export function parseAnswer<Answer>(schema: z.ZodType<Answer>, body: unknown, site: string): Answer {
  const answer = schema.safeParse(body);
  if (answer.success) return answer.data;
  throw new SignalboxError(
    'vendor-contract',
    `The site ${site} answered in another shape than its vendor describes: look at ${placesOf(answer.error)}.`,
    { site },
  );
}

export interface ParsedRows<Row> {
  readonly rows: readonly Row[];
  readonly skipped: readonly SkippedRow[];
}

/** The rows of a page, one by one: a row of another shape costs that row, and is named by what it has at `idMember`. */
export function parseRows<Row>(
  schema: z.ZodType<Row>,
  rows: readonly unknown[],
  idMember: string,
): ParsedRows<Row> {
  const idSchema = z.looseObject({ [idMember]: z.union([z.string(), z.number()]) });
  const parsed: Row[] = [];
  const skipped: SkippedRow[] = [];
  for (const row of rows) {
    const result = schema.safeParse(row);
    if (result.success) {
      parsed.push(result.data);
      continue;
    }
    const id = idSchema.safeParse(row).data?.[idMember];
    const reason = `unreadable: ${placesOf(result.error)}`;
    skipped.push({ id: id === undefined ? null : String(id), reason });
  }
  return { rows: parsed, skipped };
}
