import {
  type CallOptions,
  errorFinding,
  type Finding,
  isSignalboxError,
  okFinding,
  type SiteContext,
  warningFinding,
} from '@signalbox/sdk';
import type { ServiceNowConfiguration, TicketTable } from '../configuration/index.ts';
import { hiddenColumns, ticketColumns } from '../mapping/index.ts';
import { allOf, condition, listRecords, storedValue } from '../table/index.ts';
import { failed } from './finding.ts';

type Context = SiteContext<ServiceNowConfiguration>;

/** Reads the newest ticket as triage would, and asks for it again by its time. */
export async function checkTicketTable(
  context: Context,
  table: TicketTable,
  options: CallOptions,
): Promise<Finding> {
  const check = `table ${table}`;
  const columns = ticketColumns(table, context.configuration);
  try {
    const newest = { query: 'ORDERBYDESCsys_updated_on', columns, limit: 20 };
    const list = await listRecords(context, table, newest, options);
    const [record] = list.records;
    if (record === undefined) {
      return list.total === 0
        ? warningFinding(
            check,
            'There is no record to check with.',
            `Create a record in ${table} and run doctor again.`,
          )
        : errorFinding(check, 'No record is visible.', `Grant the account read access to ${table}.`);
    }
    const hidden = hiddenColumns(record);
    if (hidden.length > 0) {
      return errorFinding(
        check,
        `Access rules hide ${hidden.join(', ')}.`,
        `Grant the account read access to these columns of ${table}.`,
      );
    }
    const query = allOf(
      condition('sys_id', '=', storedValue(record, 'sys_id')),
      condition('sys_updated_on', '<=', storedValue(record, 'sys_updated_on')),
    );
    const again = await listRecords(context, table, { query, columns: ['sys_id'], limit: 1 }, options);
    return again.records.length === 1
      ? okFinding(check, 'Readable, in order of change.')
      : errorFinding(
          check,
          'Times in queries are not read as UTC.',
          'Set the time zone of the integration account to GMT.',
        );
  } catch (error) {
    return failed(check, error);
  }
}

/** Whether a typo in a query returns nothing, or the whole table. */
export async function checkQueryStrictness(
  context: Context,
  table: TicketTable,
  options: CallOptions,
): Promise<Finding> {
  const check = 'strict queries';
  try {
    const request = { query: 'signalbox_no_such_column=1', columns: ['sys_id'], limit: 1 };
    const list = await listRecords(context, table, request, options);
    if (list.records.length > 0 || (list.total ?? 0) > 0) {
      return warningFinding(
        check,
        'A condition on an unknown column is ignored. Signalbox checks what comes back, but other integrations may read the whole table.',
        'Set the system property glide.invalid_query.returns_no_rows to true.',
      );
    }
    // Of a table that shows nothing anyway, nothing is what both kinds of instance answer.
    const all = await listRecords(context, table, { ...request, query: '' }, options);
    return all.records.length > 0 || (all.total ?? 0) > 0
      ? okFinding(check, 'A condition on an unknown column returns nothing.')
      : warningFinding(
          check,
          `Not proved: ${table} shows no row, with a condition on an unknown column and without.`,
          `Run doctor again when ${table} holds a record that the account may read.`,
        );
  } catch (error) {
    return failed(check, error);
  }
}

interface Needed {
  readonly table: string;
  readonly status: 'warning' | 'error';
  readonly without: string;
  readonly remedy: string;
}

const neededTables: readonly Needed[] = [
  {
    table: 'sys_audit',
    status: 'error',
    without: 'Without it nobody can tell whether a human chose a value, and tickets cannot be triaged.',
    remedy:
      'Grant the account read access to sys_audit (an ACL of type record, operation read), and audit the ticket tables.',
  },
  {
    table: 'sys_journal_field',
    status: 'warning',
    without: 'A write whose answer was lost is then only found by the work notes of the ticket itself.',
    remedy: 'Grant the account read access to sys_journal_field.',
  },
  {
    table: 'sys_choice',
    status: 'error',
    without: 'Without it no category may be set: the API would store any text as it comes.',
    remedy: 'Grant the account read access to sys_choice.',
  },
  {
    table: 'sys_user_group',
    status: 'error',
    without: 'Without it no group can be assigned.',
    remedy: 'Grant the account read access to sys_user_group.',
  },
  {
    table: 'sys_dictionary',
    status: 'warning',
    without: 'Custom columns then go by their column names, and read-only columns are not known as such.',
    remedy: 'Give the account the role personalize_dictionary, or read access to sys_dictionary.',
  },
  {
    table: 'cmdb_ci',
    status: 'warning',
    without: 'Tickets are then triaged without their configuration items.',
    remedy: 'Give the account the role itil or cmdb_read.',
  },
];

const filledByChanges: ReadonlySet<string> = new Set(['sys_audit', 'sys_journal_field']);

/** The tables beside the tickets' own. */
export async function* checkNeededTables(context: Context, options: CallOptions): AsyncGenerator<Finding> {
  for (const { table, status, without, remedy } of neededTables) {
    const check = `table ${table}`;
    try {
      const sight = await look(context, table, options);
      if (sight === 'readable') yield okFinding(check, 'Readable.');
      else if (sight === 'empty')
        yield warningFinding(check, `${table} has no row yet to check with.`, whenEmpty);
      else yield { check, status, message: `No row of ${table} is visible. ${without}`, remedy };
    } catch (error) {
      yield failed(check, error);
    }
  }
}

const whenEmpty =
  'Run doctor again when a ticket has been changed; if it says the same then, switch auditing of the ticket tables on.';

/** The instance counts rows before access rules hide them. */
async function look(
  context: Context,
  table: string,
  options: CallOptions,
): Promise<'readable' | 'empty' | 'hidden'> {
  try {
    const list = await listRecords(context, table, { query: '', columns: ['sys_id'], limit: 1 }, options);
    if (list.records.some((record) => storedValue(record, 'sys_id') !== '')) return 'readable';
    // Only changes make these rows; the other tables are never empty.
    return list.total === 0 && filledByChanges.has(table) ? 'empty' : 'hidden';
  } catch (error) {
    if (isSignalboxError(error) && error.code === 'permission') return 'hidden';
    throw error;
  }
}
