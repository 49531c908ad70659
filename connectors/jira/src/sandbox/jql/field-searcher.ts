import { asList, asText, kindOf } from '../fields/index.ts';
import { Refusal } from '../http/index.ts';
import { viewerFor } from '../render/index.ts';
import { type Choice, type Field, priorities, resolutions, securityLevels } from '../state/index.ts';
import type { Candidate, SearchContext } from './candidate.ts';
import { momentSearcher } from './moment-searcher.ts';
import { type ReferenceOptions, referenceSearcher } from './reference-searcher.ts';
import { refuseValue, type Searcher } from './searcher.ts';
import { textSearcher } from './text-searcher.ts';

/** How JQL searches a field, by its kind; null for what JQL does not search. */
export function fieldSearcher(field: Field, context: SearchContext): Searcher | null {
  const { state } = context;
  const stored = (candidate: Candidate): string | null => asText(candidate.fields[field.id] ?? null);
  const among = (choices: readonly Choice[], more: Partial<ReferenceOptions> = {}): Searcher =>
    referenceSearcher({
      context,
      words: (candidate) => namesOf(choices.filter((choice) => choice.id === stored(candidate))),
      isKnown: (word) => namesOf(choices).includes(word),
      order: (candidate) => {
        const position = choices.findIndex((choice) => choice.id === stored(candidate));
        return position < 0 ? null : position;
      },
      ...more,
    });
  switch (field.kind) {
    case 'text':
    case 'document':
      return textSearcher((candidate) => {
        const scope = {
          viewer: viewerFor(state, context.account),
          project: candidate.issue.project,
          account: context.account,
        };
        return kindOf(field).log(candidate.fields[field.id] ?? null, field, scope).text ?? '';
      });
    case 'option':
      return among(field.options ?? [], {
        unknown: (value) =>
          new Refusal(400, [`The option '${value}' for field '${field.name}' does not exist.`]),
      });
    case 'priority': {
      // Greater means more urgent: `priority > Medium` finds High and Highest.
      const rank = (id: string | null): number | null => (id === null ? null : -Number(id));
      return among(priorities, {
        order: (candidate) => rank(stored(candidate)),
        rank: (word) => rank(priorities.find((choice) => namesOf([choice]).includes(word))?.id ?? null),
        defaultDirection: 'desc',
      });
    }
    case 'resolution':
      return among([{ id: '', name: 'Unresolved' }, ...resolutions], {
        words: (candidate) => {
          const id = stored(candidate);
          return id === null ? ['unresolved'] : namesOf(resolutions.filter((choice) => choice.id === id));
        },
      });
    case 'security':
      return among(securityLevels);
    case 'status':
      return among(state.projects.flatMap((project) => project.workflow.statuses));
    case 'issue-type':
      return among(state.projects.flatMap((project) => project.issueTypes));
    case 'components': {
      const components = state.projects.flatMap((project) => project.components);
      return among(components, {
        words: (candidate) => {
          const ids = asList(candidate.fields[field.id] ?? null);
          return namesOf(components.filter((component) => ids.includes(component.id)));
        },
      });
    }
    case 'labels':
      return referenceSearcher({
        context,
        words: (candidate) => asList(candidate.fields.labels ?? null).map((label) => label.toLowerCase()),
      });
    case 'project':
      return referenceSearcher({
        context,
        words: ({ issue: { project } }) =>
          [project.key, project.id, project.name].map((word) => word.toLowerCase()),
        isKnown: (word) =>
          state.projects.some((project) =>
            [project.key, project.id, project.name].some((name) => name.toLowerCase() === word),
          ),
      });
    case 'user':
      return referenceSearcher({
        context,
        words: (candidate) => {
          const id = stored(candidate);
          return id === null ? [] : [id.toLowerCase()];
        },
        isKnown: (word) => state.accounts.some((account) => account.accountId.toLowerCase() === word),
        unknown: (value, name) => refuseValue(value, name),
      });
    case 'moment':
      return momentSearcher((candidate) => {
        const value = candidate.fields[field.id];
        return typeof value === 'number' ? value : null;
      }, context);
    case 'date':
      return momentSearcher((candidate) => {
        const [year = 0, month = 0, day = 0] = (stored(candidate) ?? '').split('-').map(Number);
        return stored(candidate) === null
          ? null
          : state.zone(context.account.timeZone).fromLocal(year, month, day, 0, 0);
      }, context);
    case 'fixed':
      return null;
  }
}

const namesOf = (choices: readonly Choice[]): readonly string[] =>
  choices.flatMap((choice) => [choice.name.toLowerCase(), choice.id]);
