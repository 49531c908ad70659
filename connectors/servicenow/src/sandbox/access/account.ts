/** What an account may do beyond its roles; tables and columns by name. */
export interface AccessRules {
  /** Columns that come back blank. */
  readonly hiddenFields?: Readonly<Record<string, readonly string[]>>;
  /** Columns whose values are dropped without a word. */
  readonly readOnlyFields?: Readonly<Record<string, readonly string[]>>;
  /** Encoded queries: records that match are left out of every answer. */
  readonly hiddenRecords?: Readonly<Record<string, string>>;
}

/** Who is asking. */
export interface Account {
  readonly userName: string;
  /** sys_id of the user record. */
  readonly userId: string;
  readonly roles: ReadonlySet<string>;
  readonly rules: AccessRules;
  /** What this account sees for a stored time. */
  readonly localTime: (stored: string) => string;
}
