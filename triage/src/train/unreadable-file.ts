import { SignalboxError } from '@signalbox/sdk/errors';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EISDIR: 'it is a directory',
  EACCES: 'not allowed',
};

/** The error for a data file that cannot be opened. */
export function unreadableFile(path: string, cause: unknown): SignalboxError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  return new SignalboxError(
    'configuration',
    `The data file "${path}" cannot be read: ${reasons[code] ?? code}.`,
    {
      cause,
    },
  );
}
