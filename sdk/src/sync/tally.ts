import type { Ticket } from '../model/index.ts';
import { hiddenByAccessRules, type Page, type SkippedRow } from '../reading/index.ts';

/** Counts what a reading receives, and tells new tickets from those an overlap brought again. */
export class Tally {
  readonly #versions = new Map<string, string>();
  readonly #skipped = new Map<string, SkippedRow>();
  #repeated = 0;
  #unnamed = 0;

  /** The tickets of a page that are new, or changed since they came before. */
  fresh(page: Page<Ticket>): readonly Ticket[] {
    for (const row of page.skipped) this.#skip(row);
    return page.items.filter((ticket) => {
      if (this.#versions.get(ticket.id) === ticket.version) {
        this.#repeated += 1;
        return false;
      }
      this.#versions.set(ticket.id, ticket.version);
      this.#skipped.delete(ticket.id);
      return true;
    });
  }

  #skip(row: SkippedRow): void {
    if (row.id !== null && this.#versions.has(row.id)) return;
    this.#skipped.set(row.id ?? `unnamed-${this.#unnamed++}`, row);
  }

  get received(): number {
    return this.#versions.size;
  }

  get repeated(): number {
    return this.#repeated;
  }

  get blankByAccessRules(): number {
    return [...this.#skipped.values()].filter((row) => row.reason === hiddenByAccessRules).length;
  }

  get skipped(): readonly SkippedRow[] {
    return [...this.#skipped.values()].filter((row) => row.reason !== hiddenByAccessRules);
  }
}
