import { type Secret, secretSchema } from '@signalbox/sdk';
import { z } from 'zod';
import { isTicketTable, type TicketTable, ticketTableNames } from './ticket-table.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
}

const addressSchema = (name: string, example: string) =>
  z.string({ error: `write ${name}: '${example}'` }).refine(isSafeAddress, {
    error: `write ${name}: '${example}' (https and without credentials in it; http only for a loopback address)`,
  });

const authenticationSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('basic'),
      user: z.string({ error: "write user: 'signalbox'" }).min(1),
      password: secretSchema,
    }),
    z.strictObject({
      kind: z.literal('oauth2'),
      clientId: z.string({
        error: "write clientId: '…', the client id of the instance's application registry",
      }),
      clientSecret: secretSchema,
      tokenUrl: addressSchema('tokenUrl', 'https://NAME.service-now.com/oauth_token.do').optional(),
    }),
    z.strictObject({ kind: z.literal('api-key'), key: secretSchema }),
  ],
  {
    error:
      "write authentication: { kind: 'basic', user, password }, { kind: 'oauth2', clientId, clientSecret } or { kind: 'api-key', key }",
  },
);

const tablesSchema = z
  .array(
    z.custom<TicketTable>((name) => typeof name === 'string' && isTicketTable(name), {
      error: `write tables: ['incident']; known are ${ticketTableNames.join(', ')}`,
    }),
  )
  .min(1, { error: "write tables: ['incident'], at least one" });

const columnSchema = z.string().regex(/^(u|x)_[a-z0-9_]+$/, {
  error: "write customFields: ['u_topic'], the column names, which start with u_ or x_",
});

const webhookSecretAdvice =
  "write webhookSecret: secret('SERVICENOW_WEBHOOK'), or two of them while the secret is rotated";

/** What a ServiceNow site needs. Errors say what to write in `signalbox.config.ts`. */
export const serviceNowConfigurationSchema = z
  .strictObject({
    baseUrl: addressSchema('baseUrl', 'https://NAME.service-now.com'),
    authentication: authenticationSchema,
    /** One secret, or two while it is rotated. None: the instance is only read, and its messages are refused. */
    webhookSecret: z
      .union([secretSchema, z.array(secretSchema).min(1, webhookSecretAdvice).max(2, webhookSecretAdvice)], {
        error: webhookSecretAdvice,
      })
      .optional(),
    /** `user_name` of the account; default with `basic`: its user. */
    integrationUser: z.string().min(1).optional(),
    /** Messages of another instance are refused. */
    instanceId: z.string().min(1).optional(),
    tables: tablesSchema.default(['incident']),
    customFields: z.array(columnSchema).default([]),
    humanQueue: z
      .strictObject({
        /** Name of the group that gets escalated tickets without a group. */
        assignmentGroup: z.string({ error: "write humanQueue: { assignmentGroup: 'Service Desk' }" }).min(1),
      })
      .optional(),
    /** Share of the instance's capacity, 0-1. */
    share: z
      .number()
      .gt(0, { error: 'write share: 0.25, above 0 and at most 1' })
      .max(1, { error: 'write share: 0.25, above 0 and at most 1' })
      .default(0.25),
    /** Milliseconds an instance may go on with a request that nobody waits for any more. */
    longestRequestMs: z.number().int().positive().default(300_000),
  })
  .refine(
    (configuration) =>
      configuration.authentication.kind === 'basic' || configuration.integrationUser !== undefined,
    {
      error:
        "write integrationUser: '…', the user_name of the account behind the token or key: what it writes counts as Signalbox's own",
      path: ['integrationUser'],
    },
  );

export type ServiceNowConfiguration = z.output<typeof serviceNowConfigurationSchema>;
/** What an admin writes: defaults may be left out. */
export type ServiceNowSettings = z.input<typeof serviceNowConfigurationSchema>;

/** The `user_name` whose changes are Signalbox's own. */
export function integrationUser(configuration: ServiceNowConfiguration): string {
  if (configuration.integrationUser !== undefined) return configuration.integrationUser;
  // The schema refuses a configuration with neither.
  return configuration.authentication.kind === 'basic' ? configuration.authentication.user : '';
}

/** The live webhook keys, the newest first; none when the instance sends no messages. */
export function webhookSecrets(configuration: ServiceNowConfiguration): readonly Secret[] {
  const { webhookSecret } = configuration;
  if (webhookSecret === undefined) return [];
  return Array.isArray(webhookSecret) ? webhookSecret : [webhookSecret];
}

/** The instance's origin and path without a slash at the end. */
export function instanceUrl(configuration: ServiceNowConfiguration): string {
  return configuration.baseUrl.replace(/\/+$/, '');
}
