import { secretSchema } from '@signalbox/sdk';
import { z } from 'zod';
import { isAcceptedAddress } from './accepted-address.ts';

/** What is used where the configuration says nothing. */
export const configurationDefaults = {
  share: 0.25,
  humanQueueLabel: 'signalbox-human',
  explanation: 'internal',
  tokenUrl: 'https://auth.atlassian.com/oauth/token',
  apiUrl: 'https://api.atlassian.com',
  /** Jira's gateway ends a request after a minute. */
  longestRequestMs: 60_000,
} as const;

const addressSchema = (example: string) =>
  z
    .string({ error: `write the address, as in '${example}'` })
    .refine(isAcceptedAddress, {
      error: `write an https address, as in '${example}' (http only on this machine)`,
    })
    .transform((address) => address.replace(/\/+$/, ''));

const wordSchema = (advice: string) => z.string({ error: advice }).trim().min(1, { error: advice });

const apiTokenSchema = z.strictObject({
  kind: z.literal('api-token'),
  email: z.email({ error: "write the e-mail address of the integration's account" }),
  token: secretSchema,
});

/** A service account's OAuth 2.0 client, which an organisation administrator makes. */
const oauth2Schema = z.strictObject({
  kind: z.literal('oauth2'),
  clientId: wordSchema('write the client id of the OAuth 2.0 credential'),
  clientSecret: secretSchema,
  cloudId: z
    .string({ error: 'write the cloudId that https://YOUR-SITE.atlassian.net/_edge/tenant_info shows' })
    .regex(/^[\w-]+$/, {
      error: 'write the cloudId that https://YOUR-SITE.atlassian.net/_edge/tenant_info shows',
    }),
  tokenUrl: addressSchema(configurationDefaults.tokenUrl).default(configurationDefaults.tokenUrl),
  apiUrl: addressSchema(configurationDefaults.apiUrl).default(configurationDefaults.apiUrl),
});

/** Inside Atlassian's Forge: the platform adds the app's own credentials to every request. */
const platformSchema = z.strictObject({ kind: z.literal('platform') });

const webhookSecretAdvice = "write secret('JIRA_WEBHOOK'), or a list of two while you replace one";

export const jiraConfigurationSchema = z.strictObject({
  /** Where people open tickets, and, with an API token, where requests go. */
  baseUrl: addressSchema('https://your-site.atlassian.net').refine(
    (address) => new URL(address).pathname === '/',
    {
      error: "write the address up to the host alone, as in 'https://your-site.atlassian.net'",
    },
  ),
  authentication: z.discriminatedUnion('kind', [apiTokenSchema, oauth2Schema, platformSchema], {
    error:
      "write { kind: 'api-token', email: '…', token: secret('JIRA_TOKEN') } or { kind: 'oauth2', clientId: '…', clientSecret: secret('JIRA_CLIENT_SECRET'), cloudId: '…' }",
  }),
  /** Two while a secret is being replaced: either will do. None: the site is only read, and its webhooks are refused. */
  webhookSecret: z
    .union([secretSchema, z.array(secretSchema).min(1, webhookSecretAdvice)], { error: webhookSecretAdvice })
    .optional(),
  /** Share of the site's quota that Signalbox may use, above 0 and at most 1. */
  share: z
    .number()
    .gt(0, { error: 'write a share above 0 and at most 1, as in 0.25' })
    .max(1, { error: 'write a share above 0 and at most 1, as in 0.25' })
    .default(configurationDefaults.share),
  /** The label that puts an issue into the human queue. */
  humanQueueLabel: z
    .string()
    .regex(/^\S{1,255}$/, { error: 'write one word: a Jira label has no spaces' })
    .default(configurationDefaults.humanQueueLabel),
  /**
   * Where an explanation may go. `internal`: only where no customer sees it, which is on service projects.
   * `public-elsewhere`: on other projects, where no comment is internal, as an ordinary comment.
   */
  explanation: z
    .enum(['internal', 'public-elsewhere'], { error: "write 'internal' or 'public-elsewhere'" })
    .default(configurationDefaults.explanation),
  /** Project keys to read. Default: every project the account can browse. */
  projects: z.array(wordSchema("write project keys, as in ['SUP']")).min(1).optional(),
  /** The integration's own account. Default: asked from the site. With it, webhooks of our own edits are recognised. */
  accountId: wordSchema("write the integration's account id").optional(),
  longestRequestMs: z.number().int().positive().default(configurationDefaults.longestRequestMs),
});

/** How to reach one Jira Cloud site, checked and complete. */
export type JiraConfiguration = z.output<typeof jiraConfigurationSchema>;
/** What an administrator writes. */
export type JiraConfigurationInput = z.input<typeof jiraConfigurationSchema>;
