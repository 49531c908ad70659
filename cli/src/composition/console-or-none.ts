import { consoleDirectory } from '@signalbox/console';

/** The console's files; null, with the reason on standard error, when they cannot be built: the line works without. */
export async function consoleOrNone(): Promise<string | null> {
  try {
    return await consoleDirectory();
  } catch (error) {
    process.stderr.write(`signalbox: ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}
