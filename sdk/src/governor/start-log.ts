/** No vendor's window that is worth learning is longer. */
const keptMs = 60 * 60_000;
const mostKept = 50_000;

/** When requests were started that the vendor took: what an unannounced limit is learnt from. */
export class StartLog {
  #starts: { readonly at: number; readonly kind: string }[] = [];

  add(at: number, kind: string): void {
    this.#starts.push({ at, kind });
    if (this.#starts.length > 2 * mostKept) this.#forget(at);
  }

  /** The vendor turned it away: it did not count. */
  remove(at: number, kind: string): void {
    const index = this.#starts.findLastIndex((start) => start.at === at && start.kind === kind);
    if (index >= 0) this.#starts.splice(index, 1);
  }

  /** In order; of one kind, or of all. */
  times(now: number, kind?: string): readonly number[] {
    this.#forget(now);
    const wanted = kind === undefined ? this.#starts : this.#starts.filter((start) => start.kind === kind);
    return wanted.map(({ at }) => at);
  }

  #forget(now: number): void {
    this.#starts = this.#starts.slice(-mostKept).filter(({ at }) => at > now - keptMs);
  }
}
