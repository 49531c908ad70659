import {
  type CallOptions,
  errorFinding,
  type Finding,
  isSignalboxError,
  okFinding,
  type SiteContext,
  warningFinding,
} from '@signalbox/sdk';
import { resolveReference } from '../changes/index.ts';
import { type ServiceNowConfiguration, type TicketTable, webhookSecrets } from '../configuration/index.ts';
import { readDictionary } from '../dictionary/index.ts';
import { failed } from './finding.ts';

type Context = SiteContext<ServiceNowConfiguration>;

const shortestSecret = 16;

/** The webhook keys can be read and are long enough, and messages of clones are refused. */
export function* checkWebhook(context: Context): Generator<Finding> {
  const check = 'webhook secret';
  const secrets = webhookSecrets(context.configuration);
  if (secrets.length === 0) {
    yield warningFinding(
      check,
      'None is set: messages of the instance are refused, and tickets are found by reading alone, minutes later.',
      "Leave it so, or write webhookSecret: secret('SERVICENOW_WEBHOOK') and set the instance up to send messages.",
    );
    return;
  }
  try {
    const lengths = secrets.map((secret) => secret.reveal().length);
    yield lengths.every((length) => length >= shortestSecret)
      ? okFinding(
          check,
          lengths.length === 1 ? 'Set.' : 'Two are live; remove the old one after the rotation.',
        )
      : warningFinding(check, 'It is short.', 'Make one of 32 random bytes: openssl rand -base64 32.');
  } catch (error) {
    if (!isSignalboxError(error)) throw error;
    yield errorFinding(
      check,
      error.message,
      'Set it where the configuration says, the same as on the instance.',
    );
  }
  yield context.configuration.instanceId === undefined
    ? warningFinding(
        'instance id',
        'Messages of a clone that carries the secret along would be accepted.',
        'Set instanceId to what gs.getProperty("instance_id") says on the instance.',
      )
    : okFinding('instance id', 'Messages of other instances are refused.');
}

/** Each configured custom column exists. */
export async function* checkCustomFields(
  context: Context,
  table: TicketTable,
  options: CallOptions,
): AsyncGenerator<Finding> {
  const { customFields } = context.configuration;
  if (customFields.length === 0) return;
  const check = `custom columns of ${table}`;
  try {
    const dictionary = await readDictionary(context, table, options);
    if (dictionary === null) return;
    const missing = customFields.filter((column) => !dictionary.has(column));
    yield missing.length === 0
      ? okFinding(check, `All there: ${customFields.join(', ')}.`)
      : errorFinding(
          check,
          `There is no ${missing.join(', ')} in ${table} or task.`,
          'Correct customFields, or create the columns.',
        );
  } catch (error) {
    yield failed(check, error);
  }
}

/** The group that escalated tickets go to exists, once. */
export async function* checkHumanQueue(context: Context, options: CallOptions): AsyncGenerator<Finding> {
  const name = context.configuration.humanQueue?.assignmentGroup;
  if (name === undefined) return;
  const check = 'human queue';
  try {
    const group = { value: name, label: name };
    const sysId = await resolveReference(context, 'sys_user_group', group, options);
    yield sysId === null
      ? errorFinding(
          check,
          `There is no active group ${name}, or more than one.`,
          'Correct humanQueue.assignmentGroup.',
        )
      : okFinding(check, `Escalated tickets without a group go to ${name}.`);
  } catch (error) {
    yield failed(check, error);
  }
}
