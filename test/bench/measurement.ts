/** One thing that is to hold, and what was measured of it. */
export interface Aim {
  readonly what: string;
  /** `≥ 0.15`, `< 30 s`. */
  readonly aim: string;
  /** As it is shown. */
  readonly measured: string;
  readonly isMet: boolean;
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a measurement found: a table for people, figures for programs. */
export interface Finding {
  /** How it was measured, in a sentence or two. */
  readonly method: string;
  readonly table: Table;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly aims: readonly Aim[];
}

export interface MeasurementContext {
  progress(text: string): void;
  readonly signal: AbortSignal;
}

export interface Measurement {
  /** What `--only` takes. */
  readonly name: string;
  readonly title: string;
  measure(context: MeasurementContext): Promise<Finding>;
}

/** The lower is better. */
export function below(what: string, measured: number, limit: number, unit: string): Aim {
  return {
    what,
    aim: `< ${limit} ${unit}`,
    measured: `${rounded(measured)} ${unit}`,
    isMet: measured < limit,
  };
}

/** The lower is better; the limit itself will do. */
export function atMost(what: string, measured: number, limit: number, unit: string): Aim {
  return {
    what,
    aim: `≤ ${limit} ${unit}`,
    measured: `${rounded(measured)} ${unit}`,
    isMet: measured <= limit,
  };
}

/** The higher is better. */
export function atLeast(what: string, measured: number, limit: number): Aim {
  return { what, aim: `≥ ${limit}`, measured: rounded(measured), isMet: measured >= limit };
}

/** Three significant figures, thousands with a comma. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return 'n/a';
  return Number(value.toPrecision(3)).toLocaleString('en-GB', { maximumFractionDigits: 3 });
}
