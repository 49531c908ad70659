import type { CallOptions, FieldValue, SiteContext } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { metadataTtlMs, remembered } from '../dictionary/index.ts';
import { allOf, condition, listRecords, orderBy, storedValue } from '../table/index.ts';

/** More groups than this are not listed: a name is then looked up when it is written. */
export const mostGroups = 1_000;

/** The active groups; null when there are too many to list. */
export function readGroups(
  context: SiteContext<ServiceNowConfiguration>,
  options: CallOptions = {},
): Promise<FieldValue[] | null> {
  return remembered(context, 'groups', metadataTtlMs, async () => {
    const query = allOf(condition('active', '=', 'true'), orderBy('name', 'sys_id'));
    const columns = ['sys_id', 'name', 'active'];
    const list = await listRecords(
      context,
      'sys_user_group',
      { query, columns, limit: mostGroups + 1 },
      options,
    );
    if ((list.total ?? list.records.length) > mostGroups) return null;
    return list.records
      .filter((record) => storedValue(record, 'active') !== 'false' && storedValue(record, 'name') !== '')
      .map((record) => ({ value: storedValue(record, 'sys_id'), label: storedValue(record, 'name') }));
  });
}
