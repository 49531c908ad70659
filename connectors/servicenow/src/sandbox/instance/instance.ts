import { hash } from 'node:crypto';
import { Dictionary, type Table, type TableDefinition } from '../dictionary/index.ts';
import { type Row, valueAt } from './row.ts';
import { TableStore } from './table-store.ts';
import { timestamp } from './timestamp.ts';

export interface InstanceOptions {
  readonly tables: readonly TableDefinition[];
  readonly baseUrl: string;
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The state of one ServiceNow instance: its tables and what is in them. */
export class Instance {
  readonly dictionary: Dictionary;
  readonly baseUrl: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly #stores: ReadonlyMap<string, TableStore>;
  readonly #numbers = new Map<string, number>();
  readonly #idKey: number;
  #ids = 0;

  constructor(options: InstanceOptions) {
    this.dictionary = new Dictionary(options.tables);
    this.baseUrl = options.baseUrl;
    this.now = options.now;
    this.random = options.random;
    this.#idKey = options.random();
    this.#stores = new Map([...this.dictionary.tables].map((table) => [table.name, new TableStore(table)]));
  }

  /** 32 hexadecimal digits, as the platform's keys are: in no order, so that nobody can lean on one. */
  newId(): string {
    this.#ids += 1;
    return hash('md5', `${this.#idKey}:${this.#ids}`);
  }

  /** The next automatic number: `INC0010001` is the first, as on a new instance. */
  nextNumber(prefix: string): string {
    const next = (this.#numbers.get(prefix) ?? 10_000) + 1;
    this.#numbers.set(prefix, next);
    return `${prefix}${String(next).padStart(7, '0')}`;
  }

  timestamp(): string {
    return timestamp(this.now());
  }

  /** The records of a table and of every table that extends it. */
  *rows(table: Table): Generator<Row> {
    for (const name of table.family) yield* this.#stores.get(name)?.rows ?? [];
  }

  /** The same for records whose column equals `value`; undefined when the column has no index. */
  equal(table: Table, element: string, value: string): Row[] | undefined {
    if (element === 'sys_id') {
      const row = this.find(table, value);
      return row ? [row] : [];
    }
    if (!table.indexes.includes(element)) return undefined;
    return table.family.flatMap((name) => [...(this.#stores.get(name)?.equal(element, value) ?? [])]);
  }

  find(table: Table, sysId: string): Row | undefined {
    for (const name of table.family) {
      const row = this.#stores.get(name)?.get(sysId);
      if (row) return row;
    }
    return undefined;
  }

  /** The class a record belongs to. */
  classOf(table: Table, row: Row): Table {
    return this.dictionary.table(valueAt(row, 'sys_class_name')) ?? table;
  }

  insert(table: Table, row: Row): void {
    this.#stores.get(table.name)?.insert(row);
  }

  update(table: Table, row: Row, changes: Readonly<Row>): void {
    this.#stores.get(table.name)?.update(row, changes);
  }

  delete(table: Table, row: Row): void {
    this.#stores.get(table.name)?.delete(row);
  }

  /** The value of a system property; null when there is none. */
  property(name: string): string | null {
    const table = this.dictionary.table('sys_properties');
    const [row] = (table && this.equal(table, 'name', name)) ?? [];
    return row ? valueAt(row, 'value') : null;
  }
}
