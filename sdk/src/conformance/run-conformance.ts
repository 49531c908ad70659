import type { Connector } from '../connector/index.ts';
import { conformanceCases } from './cases/index.ts';
import { runCase } from './run-case.ts';

/** How the cases ended. `run` counts those that were tried: passed and failed. */
export interface ConformanceReport {
  readonly run: number;
  readonly passed: number;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly failed: readonly { readonly name: string; readonly message: string }[];
}

export type CaseOutcome =
  | { readonly name: string; readonly status: 'passed' }
  | { readonly name: string; readonly status: 'skipped' | 'failed'; readonly message: string };

export interface ConformanceOptions {
  /** Called after each case. */
  readonly onCase?: (outcome: CaseOutcome) => void;
  /** Only cases whose name contains this. */
  readonly filter?: string;
  /** Real time one case may take. Default 60 s. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 60_000;

/** Tries every case on a connector, one after the other. Never rejects for what a connector does. */
export async function runConformance<Configuration>(
  connector: Connector<Configuration>,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> {
  const outcomes: CaseOutcome[] = [];
  for (const conformanceCase of conformanceCases) {
    const { name } = conformanceCase;
    if (options.filter !== undefined && !name.includes(options.filter)) continue;
    const outcome = await outcomeOf(
      name,
      () => runCase(connector, conformanceCase),
      options.timeoutMs ?? defaultTimeoutMs,
    );
    outcomes.push(outcome);
    options.onCase?.(outcome);
  }
  const messages = (status: 'skipped' | 'failed') =>
    outcomes.flatMap((outcome) => (outcome.status === status ? [outcome] : []));
  const skipped = messages('skipped').map(({ name, message }) => ({ name, reason: message }));
  return {
    run: outcomes.length - skipped.length,
    passed: outcomes.filter(({ status }) => status === 'passed').length,
    skipped,
    failed: messages('failed').map(({ name, message }) => ({ name, message })),
  };
}

async function outcomeOf(
  name: string,
  run: () => Promise<string | null>,
  timeoutMs: number,
): Promise<CaseOutcome> {
  try {
    const reason = await withinRealTime(run(), timeoutMs);
    return reason === null ? { name, status: 'passed' } : { name, status: 'skipped', message: reason };
  } catch (error) {
    return { name, status: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

async function withinRealTime<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It came to no end within ${timeoutMs / 1000} s.`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
