import type { Table } from '../dictionary/index.ts';
import { type Row, valueAt } from './row.ts';

const nothing: ReadonlySet<Row> = new Set();

/** The records of one class, with indexes on the columns that are asked for equality all the time. */
export class TableStore {
  readonly #rows = new Map<string, Row>();
  readonly #indexes: ReadonlyMap<string, Map<string, Set<Row>>>;

  constructor(table: Table) {
    this.#indexes = new Map(table.indexes.map((element) => [element, new Map()]));
  }

  get rows(): Iterable<Row> {
    return this.#rows.values();
  }

  get size(): number {
    return this.#rows.size;
  }

  get(sysId: string): Row | undefined {
    return this.#rows.get(sysId);
  }

  /** The records whose indexed column equals `value`, whatever the case; undefined when it has no index. */
  equal(element: string, value: string): Iterable<Row> | undefined {
    const index = this.#indexes.get(element);
    return index && (index.get(value.toLowerCase()) ?? nothing);
  }

  insert(row: Row): void {
    this.#rows.set(valueAt(row, 'sys_id'), row);
    for (const [element, index] of this.#indexes) link(index, valueAt(row, element), row);
  }

  update(row: Row, changes: Readonly<Row>): void {
    for (const [element, index] of this.#indexes) {
      const next = changes[element];
      if (next === undefined) continue;
      index.get(valueAt(row, element).toLowerCase())?.delete(row);
      link(index, next, row);
    }
    Object.assign(row, changes);
  }

  delete(row: Row): void {
    this.#rows.delete(valueAt(row, 'sys_id'));
    for (const [element, index] of this.#indexes) {
      index.get(valueAt(row, element).toLowerCase())?.delete(row);
    }
  }
}

function link(index: Map<string, Set<Row>>, value: string, row: Row): void {
  const key = value.toLowerCase();
  const rows = index.get(key);
  if (rows) rows.add(row);
  else index.set(key, new Set([row]));
}
