import type { Sandbox, SandboxOptions } from '@signalbox/sdk/sandbox';
import type { AccessRules, AccountSeed } from './access/index.ts';
import type { RateLimitOptions } from './limits/index.ts';
import type { ChoiceOption } from './seed/index.ts';

/** A custom column of `incident`. */
export interface CustomField {
  /** `u_topic`. */
  readonly element: string;
  readonly label: string;
  /** With choices it is a choice list, without it is text. */
  readonly choices?: readonly ChoiceOption[];
}

export interface ServiceNowSandboxOptions extends SandboxOptions {
  /** Choices of `incident.category`. Default: eight categories of an internal service desk. */
  readonly categories?: readonly ChoiceOption[];
  /** Choices of `incident.subcategory` by category. */
  readonly subcategories?: Readonly<Record<string, readonly ChoiceOption[]>>;
  /** Names of assignment groups. */
  readonly assignmentGroups?: readonly string[];
  readonly customFields?: readonly CustomField[];
  /** Further accounts; their user records are made when there are none. */
  readonly accounts?: readonly AccountSeed[];
  /** System properties, over the defaults. */
  readonly properties?: Readonly<Record<string, string>>;
  /** A rate limit rule. Default: none. */
  readonly rateLimit?: RateLimitOptions;
  /** Default 30 minutes, as on the platform. */
  readonly tokenLifetimeMs?: number;
  /** Waits before each further try of a webhook, in milliseconds. */
  readonly webhookRetryDelaysMs?: readonly number[];
}

/** A ServiceNow instance to develop against. */
export interface ServiceNowSandbox extends Sandbox {
  /** What `gs.getProperty('instance_id')` says; webhooks carry it. */
  readonly instanceId: string;
  deleteTicket(id: string): Promise<void>;
  /** Gives an account other access rules from now on. */
  restrictAccount(userName: string, rules: AccessRules): void;
  /** Ends every access token, as an admin can. */
  revokeTokens(): void;
  /** As an admin would: sets a system property. */
  setProperty(name: string, value: string): void;
  /** As an admin would: inserts a record and returns its sys_id. */
  insertRecord(table: string, values: Readonly<Record<string, unknown>>): string;
  /** Copies of the stored records of a table, without access rules: for assertions. */
  records(table: string): readonly Readonly<Record<string, string>>[];
}
