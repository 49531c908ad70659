/** A labelled text. A target without a label in this row is left out of `labels`. */
export interface TrainingRow {
  readonly text: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What else is known of the row, by column: groups of rows that are looked at apart. */
  readonly segments?: Readonly<Record<string, string>>;
}
