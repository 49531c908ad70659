import { isSignalboxError } from '@signalbox/sdk';
import { z } from 'zod';

/** What may be logged or stored about an error: never a message that could quote ticket text. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  /** Only of errors that Signalbox itself wrote. */
  readonly message?: string;
  readonly site?: string;
  /** Where it was thrown. */
  readonly at?: string;
  readonly cause?: ErrorDescription;
}

function thrownAt(error: Error): string | undefined {
  const frame = error.stack?.split('\n').find((line) => /^\s+at .*[/\\]/.test(line));
  return frame
    ?.trim()
    .replace(/^at /, '')
    .replace(/file:\/\/.*\/(?=[^/]+\/[^/]+\/[^/]+$)/, '');
}

function codeOf(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** Describes anything thrown. Messages of other libraries are left out: a JSON parser's quotes what it read. */
export function describeError(error: unknown): ErrorDescription {
  if (isSignalboxError(error)) {
    const { code, message, site, cause } = error;
    return {
      name: error.name,
      code,
      message,
      ...(site === undefined ? {} : { site }),
      ...(cause === undefined ? {} : { cause: describeError(cause) }),
    };
  }
  if (error instanceof z.ZodError) {
    const paths = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    return { name: 'ZodError', code: paths.slice(0, 5).join('; ') };
  }
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  const at = thrownAt(error);
  return { name: error.name, ...(code === undefined ? {} : { code }), ...(at === undefined ? {} : { at }) };
}

/** One line for people, as safe as {@link describeError}. */
export function summarizeError(error: unknown): string {
  const { name, code, message, at } = describeError(error);
  return message ?? [name, code, at === undefined ? undefined : `at ${at}`].filter(Boolean).join(' ');
}
