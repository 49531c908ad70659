import type { FieldDefinition } from './field.ts';

/** A table as an instance defines it: its own columns, and the table it extends. */
export interface TableDefinition {
  readonly name: string;
  readonly label: string;
  readonly parent: string | null;
  /** The column whose value stands for a record wherever it is referenced. */
  readonly display: string;
  readonly fields: readonly FieldDefinition[];
  /** Defaults that this table gives to inherited columns. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** The prefix of automatic numbers (`INC`). */
  readonly numberPrefix?: string;
  /** Columns that are searched for equality all the time. */
  readonly indexes?: readonly string[];
  /** Changes are written to `sys_audit`. */
  readonly isAudited?: boolean;
  /** Roles of which one is needed to read; none: everybody who is logged in. */
  readonly readRoles?: readonly string[];
  /** Roles of which one is needed to write. */
  readonly writeRoles?: readonly string[];
}
