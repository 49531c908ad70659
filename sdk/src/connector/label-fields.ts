import {
  type Catalog,
  type CatalogField,
  choiceField,
  type FieldChange,
  type FieldHistoryEntry,
  type FieldPath,
  type FieldValue,
  isSameValue,
  personOf,
  type StandardField,
  type Ticket,
} from '../model/index.ts';
import { defineCatalog } from './define-catalog.ts';

/** Which labels stand for fields: of `{ category: 'category: ' }`, `category: Hardware` is the category Hardware. */
export type LabelPrefixes = Partial<Readonly<Record<Exclude<StandardField, 'labels'>, string>>>;

/** A label that was put on a ticket, or taken off it. */
export interface LabelEvent {
  readonly label: string;
  readonly isAdded: boolean;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Of whoever did it; null: nobody knows. */
  readonly login: string | null;
}

export interface LabelDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Fields of a vendor that has labels in their place, as GitHub, GitLab and Gitea have. */
export interface LabelFields {
  /** The values that these labels give, for `defineTicket`; null where there is none. */
  values(labels: readonly string[]): Partial<Ticket>;
  /** What may be chosen, from all labels there are. */
  catalog(ticket: Pick<Ticket, 'site' | 'project' | 'type'>, labels: readonly string[]): Catalog;
  /** Labels to add, and those of the same fields that they replace. */
  difference(changed: readonly FieldChange[]): LabelDifference;
  /** Changes of fields, from events oldest first; those by `account` are Signalbox's own. */
  history(events: readonly LabelEvent[], account: string): readonly FieldHistoryEntry[];
}

export function labelFields(prefixes: LabelPrefixes): LabelFields {
  const known = Object.entries(prefixes) as readonly (readonly [FieldPath, string])[];
  const pathOf = (label: string) => known.find(([, prefix]) => label.startsWith(prefix))?.[0];
  const choiceOf = (label: string): FieldValue => ({
    value: label,
    label: label.slice((known.find(([, prefix]) => label.startsWith(prefix))?.[1] ?? '').length),
  });
  const valuesAt = (path: FieldPath, labels: readonly string[]) =>
    labels.filter((label) => pathOf(label) === path).map(choiceOf);

  return {
    values: (labels) => Object.fromEntries(known.map(([path]) => [path, valuesAt(path, labels)[0] ?? null])),

    catalog({ site, project, type }, labels) {
      const choices = known.map(([path]) =>
        choiceField({ path, vendorId: path, allowedValues: valuesAt(path, labels) }),
      );
      const all: CatalogField = choiceField({
        path: 'labels',
        vendorId: 'labels',
        kind: 'labels',
        allowedValues: null,
      });
      return defineCatalog({ site, project, type, fields: [...choices, all] });
    },

    difference: (changed) => ({
      added: changed.map(({ to }) => to.value),
      removed: changed.flatMap(({ operation, from }) => (operation === 'set' && from ? [from.value] : [])),
    }),

    history(events, account) {
      const held = new Map<FieldPath, FieldValue>();
      const entries: FieldHistoryEntry[] = [];
      for (const { label, isAdded, at, login } of events) {
        const path = pathOf(label);
        if (!path) continue;
        const from = held.get(path) ?? null;
        if (isAdded) held.set(path, choiceOf(label));
        else if (from?.value === label) held.delete(path);
        const to = held.get(path) ?? null;
        if (isSameValue(from, to)) continue;
        const isOwn = login === account;
        // One label in another's place is two events of one moment, and one change of the field.
        const before = entries.findLast((entry) => entry.path === path);
        const isSameMoment = before?.to === null && before.at === at && before.actor?.id === login;
        if (isSameMoment) entries.splice(entries.indexOf(before), 1);
        const replaced = isSameMoment ? before.from : from;
        entries.push({ path, at, actor: personOf(login, isOwn), from: replaced, to, isOwn });
      }
      return entries;
    },
  };
}
