import { type Finding, isSignalboxError } from '@signalbox/sdk';

export const ok = (check: string, message: string): Finding => ({
  check,
  status: 'ok',
  message,
  remedy: null,
});

export const warning = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: 'warning',
  message,
  remedy,
});

export const problem = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: 'error',
  message,
  remedy,
});

/** What a failure of a check itself means. Throws what is no error of the vendor's, and an interruption. */
export function failed(check: string, error: unknown): Finding {
  if (!isSignalboxError(error) || error.code === 'aborted') throw error;
  switch (error.code) {
    case 'authentication':
      return problem(
        check,
        error.message,
        'Check user and password, client or key of the site, and that the account is active and may use web services.',
      );
    case 'permission':
    case 'not-found':
      return problem(check, error.message, 'Grant the integration account the rights that the README lists.');
    case 'network':
    case 'timeout':
      return problem(
        check,
        error.message,
        'Check baseUrl, the network, and whether the instance is awake and lets this address in.',
      );
    default:
      return problem(
        check,
        error.message,
        'Run doctor again; if it stays, check baseUrl and the instance’s system log.',
      );
  }
}
