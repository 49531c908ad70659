import type { CallOptions, FieldValue, SiteContext } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { metadataTtlMs, remembered } from '../dictionary/index.ts';
import { allOf, condition, listRecords, storedValue } from '../table/index.ts';

type Context = SiteContext<ServiceNowConfiguration>;

const sysIdPattern = /^[0-9a-f]{32}$/;
const nameColumns = { sys_user_group: ['name'], sys_user: ['user_name', 'name', 'email'] } as const;

/**
 * The sys_id that a reference is to be set to. A value beside its label comes from the catalog or the ticket; a bare
 * name is looked up among active records. null: there is none, or more than one.
 */
export async function resolveReference(
  context: Context,
  table: keyof typeof nameColumns,
  wanted: FieldValue,
  options: CallOptions = {},
): Promise<string | null> {
  if (wanted.value !== wanted.label || sysIdPattern.test(wanted.value)) return wanted.value;
  return remembered(context, `reference ${table} ${wanted.label}`, metadataTtlMs, async () => {
    for (const column of nameColumns[table]) {
      const found = await activeWith(context, table, column, wanted.label, options);
      if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
    }
    return null;
  });
}

async function activeWith(
  context: Context,
  table: string,
  column: string,
  name: string,
  options: CallOptions,
): Promise<readonly string[]> {
  const query = allOf(condition(column, '=', name), condition('active', '=', 'true'));
  const request = { query, columns: ['sys_id', column], limit: 10 };
  const list = await listRecords(context, table, request, options);
  const fold = (text: string) => text.toLocaleLowerCase('en');
  return (
    list.records
      // An instance that ignores the condition would hand out anyone.
      .filter((record) => fold(storedValue(record, column)) === fold(name))
      .map((record) => storedValue(record, 'sys_id'))
  );
}
