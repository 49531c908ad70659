import type { Connector } from '../connector/index.ts';
import { openBench, SkippedCase } from './bench/index.ts';
import type { ConformanceCase } from './conformance-case.ts';

/**
 * Tries one case. Resolves with null when the promise holds, with the reason when the case does not apply; rejects with
 * what is wrong.
 */
export async function runCase<Configuration>(
  connector: Connector<Configuration>,
  { needs, needsSandbox, bench: options, run }: ConformanceCase,
): Promise<string | null> {
  const lacking = needs.find((capability) => connector[capability] === undefined);
  if (lacking) return `the connector declares no ${lacking}`;
  const bench = await openBench(connector, options);
  try {
    const { admin, deleteTicket } = bench.sandbox;
    const offered = { ...admin, deleteTicket };
    const missing = needsSandbox?.find((member) => offered[member] === undefined);
    if (missing) return `the sandbox has no ${missing === 'deleteTicket' ? missing : `admin.${missing}`}`;
    await run(bench);
    return null;
  } catch (error) {
    if (error instanceof SkippedCase) return error.message;
    throw error;
  } finally {
    bench.close();
  }
}
