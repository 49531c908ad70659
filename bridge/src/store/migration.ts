/** One step of a module's tables. Never edited once released: a change is a new step. */
export interface Migration {
  /** Unique over all modules, ordered within its module: `intake-1-inbox`. */
  readonly id: string;
  /** Plain SQL; runs in the one transaction in which all pending steps are applied and recorded. */
  readonly sql: string;
}
