import { type FieldPath, SignalboxError } from '@signalbox/sdk';
import type { SandboxAdmin } from '@signalbox/sdk/sandbox';
import type { Desk } from './desk.ts';
import type { Account, Field, SiteState } from './state/index.ts';

export interface AdminOptions {
  readonly state: SiteState;
  readonly desk: Desk;
  /** The account that Signalbox uses. */
  readonly integration: Account;
  readonly customField: FieldPath | undefined;
}

/** What the site's administrator does: security levels, field configurations, options. */
export function jiraAdmin({ state, desk, integration, customField }: AdminOptions): SandboxAdmin {
  const change = (path: FieldPath, options: (field: Field) => Field['options']): void => {
    const field = fieldAt(state, path);
    state.fields.set(field.id, { ...field, options: options(field) });
  };
  return {
    customField,
    hideTicket: (id) => desk.issue(id).hiddenFrom.add(integration.accountId),
    hideField: (path) => state.hiddenFields.add(fieldAt(state, path).id),
    addChoice: (path, label) =>
      change(path, ({ options = [] }) => {
        const last = Math.max(0, ...options.map((option) => Number(option.id)));
        return [...options, { id: String(last + 1), name: label }];
      }),
    removeChoice: (path, label) =>
      change(path, ({ options }) => options?.filter((option) => option.name !== label)),
  };
}

/** Throws `not-found` for a path that no field of the site has. */
function fieldAt(state: SiteState, path: FieldPath): Field {
  const name = path.replace(/^custom\./, '').toLowerCase();
  const field =
    state.fields.get(name) ?? [...state.fields.values()].find((one) => one.name.toLowerCase() === name);
  if (field) return field;
  throw new SignalboxError('not-found', `The sandbox has no field ${path}.`);
}
