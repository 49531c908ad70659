import type { Sandbox, SandboxOptions } from '@signalbox/sdk/sandbox';
import type { NewJiraTicket } from './desk.ts';
import type { JiraLimits } from './limits/index.ts';
import type { Account, CustomSelect, ProjectOptions } from './state/index.ts';

export interface JiraSandboxOptions extends SandboxOptions {
  /** Default: a service project `SUP` and a software project `IT`. */
  readonly projects?: readonly ProjectOptions[];
  /** False: no service project, and new tickets go to `IT`. Default true. */
  readonly serviceProject?: boolean;
  /** Which project `createTicket` fills. Default: the first. */
  readonly ticketProject?: string;
  /** Options of the select `Topic` (customfield_10050). */
  readonly topics?: readonly string[];
  /** Options of the select `Assignment group` (customfield_10051). */
  readonly assignmentGroups?: readonly string[];
  /** Further select fields, on every screen. */
  readonly selects?: readonly CustomSelect[];
  readonly accounts?: readonly Account[];
  /** How long a change takes to reach search, in milliseconds. Default 0. */
  readonly indexLagMs?: number;
  /** Default: none. `documented`: those of Jira Cloud. */
  readonly limits?: Partial<JiraLimits> | 'documented';
  readonly webhookSecret?: string;
}

/** The longest a request goes on inside the sandbox after the caller lost it, in milliseconds. */
export const sandboxLongestRequestMs = 2000;

export interface JiraSandbox extends Sandbox {
  createTicket(ticket: NewJiraTicket): Promise<{ readonly id: string; readonly key: string }>;
  deleteTicket(id: string): Promise<void>;
  /** As an agent would: moves a ticket into another project, where it gets a new key. Returns it. */
  moveTicket(id: string, project: string): Promise<{ readonly key: string }>;
  readonly cloudId: string;
  /** For OAuth 2.0: the same site through the gateway, with a client's id and secret. */
  readonly oauthConfiguration: Readonly<Record<string, unknown>>;
  readonly accounts: readonly Account[];
  /** E-mail address and API token of another account, by display name or account id. Throws when there is none. */
  credentialsOf(account: string): { readonly email: string; readonly apiToken: string };
  /** Takes a field off a project's edit and create screens, or puts it back. */
  setOnScreen(project: string, fieldId: string, isOnScreen: boolean): void;
  setLimits(limits: Partial<JiraLimits> | 'documented' | null): void;
  setIndexLag(milliseconds: number): void;
  /** Every access token so far stops working. */
  revokeTokens(): void;
  /** As an agent or customer would: comments, which sends the webhook. */
  commentOn(
    id: string,
    text: string,
    options?: { readonly actor?: string; readonly isPublic?: boolean },
  ): Promise<void>;
  /** Every comment on a ticket, as text. */
  commentsOf(id: string): readonly {
    readonly id: string;
    readonly author: string;
    readonly body: string;
    readonly isPublic: boolean;
  }[];
  /** Where webhooks go now. */
  readonly webhookUrls: readonly string[];
  /** Requests answered, faults and refusals included. */
  readonly requestCount: number;
}
