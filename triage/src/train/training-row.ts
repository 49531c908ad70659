/** A labelled text. A target without a label in this row is left out of `labels`. */
export interface TrainingRow {
  readonly text: string;
  readonly labels: Readonly<Record<string, string>>;
}
