import type { TicketQuery } from '../../connector/index.ts';
import type { Ticket } from '../../model/index.ts';
import type { Page } from '../../reading/index.ts';
import type { Bench } from './bench.ts';
import { check } from './expect.ts';
import { need } from './need.ts';

/** Vendors store times to the second, or coarser in their queries. */
export const apartMs = 61_000;
const mostPages = 60;

/** A new ticket, read through the connector. */
export async function newTicket(
  bench: Bench,
  text: { readonly summary?: string; readonly description?: string } = {},
): Promise<Ticket> {
  const { summary = 'VPN drops', description = 'Every hour, with error_code_12.' } = text;
  const { id } = await bench.sandbox.createTicket({ summary, description });
  return await need(bench.site, 'tickets').read(id);
}

/** Ids of new tickets, oldest first; with `apart` each in a moment of its own, else all in the same one. */
export async function newTickets(
  bench: Bench,
  count: number,
  when: 'apart' | 'at-once' = 'apart',
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { id } = await bench.sandbox.createTicket({ summary: `Ticket ${index}`, description: 'A text.' });
    ids.push(id);
    if (when === 'apart') bench.clock.pass(apartMs);
  }
  bench.clock.pass(apartMs);
  return ids;
}

export interface Reading {
  readonly pages: readonly Page<Ticket>[];
  /** In the order in which they came. */
  readonly ids: readonly string[];
}

/** Reads a query to its end. Fails the case when that never comes, or nobody said that it had come. */
export async function readAll(
  bench: Bench,
  query: TicketQuery = {},
  onPage?: (page: Page<Ticket>, index: number) => Promise<void> | void,
): Promise<Reading> {
  const pages: Page<Ticket>[] = [];
  for await (const page of need(bench.site, 'tickets').search(query)) {
    pages.push(page);
    check(
      pages.length <= mostPages,
      `The reading comes to no end: ${mostPages} pages of a few tickets. Each page must start where the last one ended.`,
    );
    await onPage?.(page, pages.length - 1);
    if (page.isLast) break;
  }
  check(
    pages.at(-1)?.isLast === true,
    'The reading ended without a page that says `isLast: true`: nobody can tell whether that was all.',
  );
  return { pages, ids: pages.flatMap(({ items }) => items.map(({ id }) => id)) };
}

/** The expected ids that did not come. */
export const missing = (expected: readonly string[], { ids }: Reading): readonly string[] =>
  expected.filter((id) => !ids.includes(id));
