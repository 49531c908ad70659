import type { Instance, Row } from '../instance/index.ts';
import { valueAt } from '../instance/index.ts';
import type { RecordWriter } from '../records/index.ts';

const system = { userName: 'system', userId: '' } as const;

/** Puts records into a new instance. */
export class Seeder {
  readonly instance: Instance;
  readonly #writer: RecordWriter;

  constructor(instance: Instance, writer: RecordWriter) {
    this.instance = instance;
    this.#writer = writer;
  }

  /** Returns the new record's sys_id. */
  insert(tableName: string, values: Readonly<Record<string, unknown>>): string {
    const table = this.instance.dictionary.table(tableName);
    if (!table) throw new RangeError(`The sandbox has no table ${tableName}.`);
    const row: Row = this.#writer.insert(table, { actor: system, values });
    return valueAt(row, 'sys_id');
  }
}
