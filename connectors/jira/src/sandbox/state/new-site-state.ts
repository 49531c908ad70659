import { TimeZone } from '../time/index.ts';
import { type Account, defaultAccounts } from './account.ts';
import { type CustomSelect, customSelect, impactAndUrgency, requestTypeField } from './custom-fields.ts';
import { newProject, type ProjectOptions } from './default-projects.ts';
import type { Field } from './field.ts';
import { defaultAssignmentGroups, defaultTopics } from './option.ts';
import type { SiteState } from './site-state.ts';
import { systemFields } from './system-fields.ts';

export interface SiteStateOptions {
  readonly baseUrl: string;
  readonly now: () => number;
  readonly projects: readonly ProjectOptions[];
  readonly accounts?: readonly Account[];
  /** Profile time zone of the integration's account. */
  readonly timeZone?: string;
  readonly topics?: readonly string[];
  readonly assignmentGroups?: readonly string[];
  /** Further selects beside Topic, Assignment group, Impact and Urgency. */
  readonly selects?: readonly CustomSelect[];
  readonly indexLagMs?: number;
}

const firstIds = { issue: 10001, comment: 10101, history: 10201, webhook: 1 };

export function newSiteState(options: SiteStateOptions): SiteState {
  const accounts = options.accounts ?? defaultAccounts(options.timeZone);
  const custom: readonly Field[] = [
    ...impactAndUrgency,
    { customId: 10050, name: 'Topic', options: options.topics ?? defaultTopics },
    {
      customId: 10051,
      name: 'Assignment group',
      options: options.assignmentGroups ?? defaultAssignmentGroups,
    },
    ...(options.selects ?? []),
  ].map(customSelect);
  const fields = new Map([...systemFields, requestTypeField, ...custom].map((field) => [field.id, field]));
  const lead = accounts.find((account) => account.active) ?? defaultAccounts()[0];
  const zones = new Map<string, TimeZone>();
  const counters = { ...firstIds };
  return {
    baseUrl: options.baseUrl,
    cloudId: '6d0fa1f2-0b1e-4c33-9d2a-5a8e7f6b1c01',
    now: options.now,
    accounts,
    projects: options.projects.map((project, index) =>
      newProject(
        project,
        index,
        lead?.accountId ?? '',
        custom.map((field) => field.id),
      ),
    ),
    fields,
    hiddenFields: new Set(),
    issues: new Map(),
    issuesByKey: new Map(),
    webhooks: new Map(),
    journal: [],
    indexLagMs: options.indexLagMs ?? 0,
    zone: (name) => {
      const zone = zones.get(name) ?? new TimeZone(name);
      zones.set(name, zone);
      return zone;
    },
    emit: () => {},
    nextId: (kind) => String(counters[kind]++),
  };
}
