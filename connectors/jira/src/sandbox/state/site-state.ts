import type { JournalEntry } from '@signalbox/sdk/sandbox';
import type { TimeZone } from '../time/index.ts';
import type { Account } from './account.ts';
import type { Field } from './field.ts';
import type { Issue } from './issue.ts';
import type { Project } from './project.ts';
import type { SiteEvent } from './site-event.ts';
import type { WebhookRegistration } from './webhook-registration.ts';

/** Everything one Jira site knows. Routes read it; `effects/` alone changes issues. */
export interface SiteState {
  readonly baseUrl: string;
  readonly cloudId: string;
  readonly now: () => number;
  readonly accounts: readonly Account[];
  readonly projects: readonly Project[];
  readonly fields: Map<string, Field>;
  /** Fields that a field configuration hides: their keys are left out. */
  readonly hiddenFields: Set<string>;
  readonly issues: Map<string, Issue>;
  readonly issuesByKey: Map<string, Issue>;
  readonly webhooks: Map<number, WebhookRegistration>;
  readonly journal: JournalEntry[];
  /** How long a change takes to reach search, in milliseconds. */
  indexLagMs: number;
  /** Cached, because looking up offsets is slow. */
  readonly zone: (name: string) => TimeZone;
  /** Tells whoever listens; set by the sandbox. */
  emit: (event: SiteEvent) => void;
  readonly nextId: (kind: 'issue' | 'comment' | 'history' | 'webhook') => string;
}
