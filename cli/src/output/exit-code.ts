import { isSignalboxError } from '@signalbox/sdk';

/** What the exit status of a command means. */
export const exitCode = {
  ok: 0,
  /** The command ran and its answer is bad news (a failed check, a lost ticket, an unusable row). */
  failed: 1,
  /** It could not run as asked: wrong usage or configuration. */
  usage: 2,
  /** Something it needs is not there: database, vendor, platform. */
  unavailable: 3,
  /** Ctrl-C, while what it watched goes on elsewhere; what shells use for it. */
  interrupted: 130,
} as const;

export function exitCodeOf(error: unknown): number {
  if (!isSignalboxError(error)) return exitCode.unavailable;
  if (error.code === 'configuration') return exitCode.usage;
  return error.code === 'unreadable' ? exitCode.failed : exitCode.unavailable;
}
