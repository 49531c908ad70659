import { baseTables, field, type TableDefinition } from './dictionary/index.ts';
import { Instance } from './instance/index.ts';
import { RecordWriter } from './records/index.ts';
import {
  defaultAssignmentGroups,
  defaultCategories,
  defaultSubcategories,
  Seeder,
  seedChoices,
  seedConfigurationItems,
  seedPeople,
  seedPlatform,
} from './seed/index.ts';
import type { CustomField, ServiceNowSandboxOptions } from './servicenow-sandbox.ts';

export interface BuiltInstance {
  readonly instance: Instance;
  readonly writer: RecordWriter;
  readonly seeder: Seeder;
  /** sys_ids by user name. */
  readonly userIds: ReadonlyMap<string, string>;
}

export interface BuildOptions {
  readonly options: ServiceNowSandboxOptions;
  readonly baseUrl: string;
  readonly now: () => number;
  readonly random: () => number;
}

/** A new instance with its dictionary, choices, people and configuration items. */
export function buildInstance({ options, ...facts }: BuildOptions): BuiltInstance {
  const customFields = options.customFields ?? [];
  const instance = new Instance({ ...facts, tables: withCustomFields(customFields) });
  const writer = new RecordWriter(instance);
  const seeder = new Seeder(instance, writer);
  seedPlatform(seeder, {
    instance_id: instance.newId(),
    'glide.oauth.inbound.client.credential.grant_type.enabled': 'true',
    'glide.invalid_query.returns_no_rows': 'false',
    ...options.properties,
  });
  seedChoices(seeder, {
    categories: options.categories ?? defaultCategories,
    subcategories: options.subcategories ?? defaultSubcategories,
    custom: Object.fromEntries(customFields.map(({ element, choices }) => [element, choices ?? []])),
  });
  const userIds = new Map(seedPeople(seeder, options.assignmentGroups ?? defaultAssignmentGroups));
  for (const { userName } of options.accounts ?? []) {
    if (!userIds.has(userName)) {
      userIds.set(userName, seeder.insert('sys_user', { user_name: userName, name: userName }));
    }
  }
  seedConfigurationItems(seeder);
  return { instance, writer, seeder, userIds };
}

function withCustomFields(customFields: readonly CustomField[]): readonly TableDefinition[] {
  const columns = customFields.map(({ element, label, choices }) =>
    field(element, 'string', { label, isChoice: choices !== undefined, maxLength: 255 }),
  );
  return baseTables.map((table) =>
    table.name === 'incident' ? { ...table, fields: [...table.fields, ...columns] } : table,
  );
}
