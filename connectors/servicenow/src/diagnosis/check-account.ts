import {
  type CallOptions,
  errorFinding,
  type Finding,
  okFinding,
  type SiteContext,
  warningFinding,
} from '@signalbox/sdk';
import { integrationUser, type ServiceNowConfiguration } from '../configuration/index.ts';
import { allOf, condition, listRecords, storedValue, tablePath } from '../table/index.ts';
import { failed } from './finding.ts';

type Context = SiteContext<ServiceNowConfiguration>;

const mostSkewMs = 60_000;
/** Roles of the base system that may work on tickets. */
const workingRoles = new Set(['itil', 'sn_incident_write', 'admin']);

/** Reaches the instance and looks the account up. The later checks make no sense after an error here. */
export async function checkCredentials(context: Context, options: CallOptions): Promise<Finding> {
  const check = 'credentials';
  const user = integrationUser(context.configuration);
  try {
    const list = await listRecords(
      context,
      'sys_user',
      { query: condition('user_name', '=', user), columns: ['user_name', 'active'], limit: 1 },
      options,
    );
    const found = list.records.find((record) => storedValue(record, 'user_name') === user);
    if (found === undefined) {
      return errorFinding(
        check,
        `Signed in, but there is no visible user ${user}.`,
        'Correct integrationUser (or user): it must be the user_name of the account Signalbox signs in as, or its own changes look like a human’s.',
      );
    }
    return storedValue(found, 'active') === 'false'
      ? errorFinding(check, `The user ${user} is not active.`, 'Activate the user in User Administration.')
      : okFinding(check, `Signed in as ${user}.`);
  } catch (error) {
    return failed(check, error);
  }
}

/** Compares the clocks: messages from the instance are refused outside a time window. */
export async function checkClock(context: Context, options: CallOptions): Promise<Finding> {
  const check = 'clock';
  try {
    const response = await context.http.request({
      method: 'GET',
      path: tablePath('sys_user'),
      query: { sysparm_limit: 1, sysparm_fields: 'sys_id' },
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      accept: [404],
      ...options,
    });
    const there = Date.parse(response.headers.date ?? '');
    if (Number.isNaN(there)) return okFinding(check, 'The instance does not tell its time.');
    const skewMs = Math.abs(there - context.clock.now());
    const seconds = Math.round(skewMs / 1000);
    return skewMs <= mostSkewMs
      ? okFinding(check, `The clocks differ by ${seconds} s.`)
      : errorFinding(
          check,
          `The clocks differ by ${seconds} s: messages from the instance would be refused.`,
          'Synchronise this machine’s clock (NTP).',
        );
  } catch (error) {
    return failed(check, error);
  }
}

/** The Table API tells nothing about write access without a write: the account's roles are the best hint. */
export async function checkRoles(context: Context, options: CallOptions): Promise<Finding> {
  const check = 'write access';
  const remedy =
    'Give the account the role itil, or write access to category, subcategory, assignment_group, assigned_to, impact, urgency and work_notes.';
  const unknown = warningFinding(
    check,
    'The account’s roles cannot be read, so whether it may write is only known after the first write: a column it may not write keeps its value without an error.',
    remedy,
  );
  try {
    const query = allOf(condition('user.user_name', '=', integrationUser(context.configuration)));
    const request = { query, columns: ['user.user_name', 'role.name'], limit: 500 };
    const list = await listRecords(context, 'sys_user_has_role', request, options);
    const roles = list.records
      .filter((record) => storedValue(record, 'user.user_name') === integrationUser(context.configuration))
      .map((record) => storedValue(record, 'role.name'));
    if (roles.length === 0) return unknown;
    const working = roles.filter((role) => workingRoles.has(role));
    return working.length > 0
      ? okFinding(check, `The account has the role ${working.join(', ')}.`)
      : warningFinding(check, 'The account has none of the roles that work on tickets.', remedy);
  } catch (error) {
    const finding = failed(check, error);
    return finding.status === 'error' ? unknown : finding;
  }
}
