import type { Table } from '../dictionary/index.ts';
import type { Seeder } from './seeder.ts';

/** The tables describe themselves: `sys_db_object` and `sys_dictionary`, own columns only, as the platform keeps them. */
export function seedPlatform(seeder: Seeder, properties: Readonly<Record<string, string>>): void {
  const tables = [...seeder.instance.dictionary.tables];
  const ids = new Map<string, string>();
  for (const table of tables) {
    const id = seeder.insert('sys_db_object', {
      name: table.name,
      label: table.definition.label,
      super_class: ids.get(table.definition.parent ?? '') ?? '',
      is_extendable: table.family.length > 1,
    });
    ids.set(table.name, id);
    seedColumns(
      seeder,
      table,
      new Set(tables.find(({ name }) => name === table.definition.parent)?.fields.keys()),
    );
  }
  for (const [name, value] of Object.entries(properties)) seeder.insert('sys_properties', { name, value });
}

function seedColumns(seeder: Seeder, table: Table, inherited: ReadonlySet<string>): void {
  for (const field of table.fields.values()) {
    if (inherited.has(field.element)) continue;
    seeder.insert('sys_dictionary', {
      name: table.name,
      element: field.element,
      column_label: field.label,
      internal_type: field.type,
      reference: field.reference ?? '',
      max_length: field.maxLength,
      mandatory: field.isMandatory,
      read_only: field.isReadOnly,
      display: field.element === table.definition.display,
      default_value: field.defaultValue,
      choice: field.isChoice ? 3 : 0,
      dependent: field.dependentOn ?? '',
      dependent_on_field: field.dependentOn ?? '',
    });
  }
}
