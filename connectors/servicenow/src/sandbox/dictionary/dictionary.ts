import type { FieldDefinition } from './field.ts';
import { systemFields } from './system-fields.ts';
import type { TableDefinition } from './table-definition.ts';

/** A table with everything it inherits. */
export interface Table {
  readonly definition: TableDefinition;
  readonly name: string;
  /** Own and inherited columns by name. */
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  /** Itself first, then what it extends, up to the root. */
  readonly lineage: readonly string[];
  /** Itself and every table below it. */
  readonly family: readonly string[];
  readonly isAudited: boolean;
  readonly indexes: readonly string[];
}

/** The tables of one instance. */
export class Dictionary {
  readonly #tables: ReadonlyMap<string, Table>;

  constructor(definitions: readonly TableDefinition[]) {
    const byName = new Map(definitions.map((definition) => [definition.name, definition]));
    this.#tables = new Map(definitions.map((definition) => [definition.name, resolve(definition, byName)]));
  }

  table(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  get tables(): IterableIterator<Table> {
    return this.#tables.values();
  }
}

function resolve(definition: TableDefinition, byName: ReadonlyMap<string, TableDefinition>): Table {
  const line = ancestry(definition, byName);
  const fields = new Map<string, FieldDefinition>();
  for (const own of [...systemFields, ...[...line].reverse().flatMap((table) => table.fields)]) {
    const override = definition.overrides?.[own.element];
    fields.set(own.element, override === undefined ? own : { ...own, defaultValue: override });
  }
  return {
    definition,
    name: definition.name,
    fields,
    lineage: line.map((table) => table.name),
    family: [...byName.values()]
      .filter((other) => ancestry(other, byName).includes(definition))
      .map((other) => other.name),
    isAudited: line.some((table) => table.isAudited),
    indexes: [...new Set(line.flatMap((table) => table.indexes ?? []))],
  };
}

function ancestry(
  definition: TableDefinition,
  byName: ReadonlyMap<string, TableDefinition>,
): readonly TableDefinition[] {
  const parent = definition.parent === null ? undefined : byName.get(definition.parent);
  return parent ? [definition, ...ancestry(parent, byName)] : [definition];
}
