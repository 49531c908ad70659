import type { FieldDefinition, Table } from '../dictionary/index.ts';
import { type Instance, valueAt } from '../instance/index.ts';

interface Options {
  readonly labels: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, string>;
}

const noOptions: Options = { labels: new Map(), values: new Map() };

/** The labels of choice columns, from `sys_choice`, where an admin may change them at any time. */
export class Choices {
  readonly #instance: Instance;
  readonly #cache = new Map<string, Options>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  /** Forget what was read: somebody changed `sys_choice`. */
  refresh(): void {
    this.#cache.clear();
  }

  /** The label of a stored value; the value itself when no choice has it. */
  label(table: Table, field: FieldDefinition, value: string): string {
    return this.#options(table, field).labels.get(value) ?? value;
  }

  /** The value behind a label; the text itself when no choice has that label. */
  value(table: Table, field: FieldDefinition, label: string): string {
    return this.#options(table, field).values.get(label.toLowerCase()) ?? label;
  }

  #options(table: Table, field: FieldDefinition): Options {
    const key = `${table.name}.${field.element}`;
    const known = this.#cache.get(key);
    if (known) return known;
    const options = this.#read(table, field);
    this.#cache.set(key, options);
    return options;
  }

  #read(table: Table, field: FieldDefinition): Options {
    const choices = this.#instance.dictionary.table('sys_choice');
    // The most special table that has choices for this column supplies them all.
    for (const name of table.lineage) {
      const rows = ((choices && this.#instance.equal(choices, 'name', name)) ?? []).filter(
        (row) => row.element === field.element && row.language === 'en',
      );
      if (rows.length === 0) continue;
      return {
        labels: new Map(rows.map((row) => [valueAt(row, 'value'), valueAt(row, 'label')])),
        values: new Map(rows.map((row) => [valueAt(row, 'label').toLowerCase(), valueAt(row, 'value')])),
      };
    }
    return noOptions;
  }
}
