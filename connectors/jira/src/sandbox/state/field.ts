import type { Choice } from './option.ts';

/** How a field's values are read, shown, compared and logged: the name of one of the kinds in `fields/`. */
export type FieldKindName =
  | 'text'
  | 'document'
  | 'option'
  | 'labels'
  | 'priority'
  | 'user'
  | 'components'
  | 'security'
  | 'issue-type'
  | 'project'
  | 'status'
  | 'resolution'
  | 'moment'
  | 'date'
  | 'fixed';

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly kind: FieldKindName;
  readonly schema: {
    readonly type: string;
    readonly items?: string;
    readonly system?: string;
    readonly custom?: string;
    readonly customId?: number;
  };
  /** Words that name the field in JQL, besides `cf[NNNNN]`. */
  readonly clauseNames: readonly string[];
  /** The name the changelog uses where it is not the field's own. */
  readonly changelogName?: string;
  /** For `option`: what may be chosen. */
  readonly options?: readonly Choice[];
  /** For `fixed`: what every issue shows. */
  readonly fixed?: unknown;
}

export const isCustom = (field: Field): boolean => field.schema.customId !== undefined;
