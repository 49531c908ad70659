import { type CallOptions, SignalboxError, type SiteContext } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { metadataTtlMs, remembered } from '../dictionary/index.ts';
import { readRecord, storedValue } from '../table/index.ts';
import { type InstanceAnswer, instanceAnswerSchema } from './instance-answer.ts';

type Context = SiteContext<ServiceNowConfiguration>;

/** An item and its relations come in one answer: reading both asks once. */
const answerTtlMs = 10_000;

/** A configuration item with its relations. Throws `not-found` when it is gone or hidden. */
export function readInstance(
  context: Context,
  ciId: string,
  options: CallOptions = {},
): Promise<InstanceAnswer> {
  return remembered(context, `ci ${ciId}`, answerTtlMs, async () => {
    const className = await remembered(context, `ci-class ${ciId}`, metadataTtlMs, () =>
      readClass(context, ciId, options),
    );
    const response = await context.http.request({
      method: 'GET',
      path: `/api/now/cmdb/instance/${encodeURIComponent(className)}/${encodeURIComponent(ciId)}`,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      kind: 'cmdb',
      ...options,
    });
    const parsed = instanceAnswerSchema.safeParse(response.body);
    if (parsed.success) return parsed.data.result;
    throw new SignalboxError('vendor-contract', 'The CMDB Instance API answered in a form nobody expected.', {
      site: context.site,
    });
  });
}

/** The class is needed to ask for an item, and `cmdb_ci` knows it for all of them. */
async function readClass(context: Context, ciId: string, options: CallOptions): Promise<string> {
  const record = await readRecord(context, 'cmdb_ci', ciId, ['sys_id', 'sys_class_name'], options);
  const className = record === null ? '' : storedValue(record, 'sys_class_name');
  if (className !== '') return className;
  throw new SignalboxError(
    'not-found',
    'There is no such configuration item, or access rules hide it from the integration account.',
    { site: context.site },
  );
}
