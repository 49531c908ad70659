import { errorFinding, type Finding, isSignalboxError } from '@signalbox/sdk';

/** What a failure of a check itself means. Throws what is no error of the vendor's, and an interruption. */
export function failed(check: string, error: unknown): Finding {
  if (!isSignalboxError(error) || error.code === 'aborted') throw error;
  switch (error.code) {
    case 'authentication':
      return errorFinding(
        check,
        error.message,
        'Check user and password, client or key of the site, and that the account is active and may use web services.',
      );
    case 'permission':
    case 'not-found':
      return errorFinding(
        check,
        error.message,
        'Grant the integration account the rights that the README lists.',
      );
    case 'network':
    case 'timeout':
      return errorFinding(
        check,
        error.message,
        'Check baseUrl, the network, and whether the instance is awake and lets this address in.',
      );
    default:
      return errorFinding(
        check,
        error.message,
        'Run doctor again; if it stays, check baseUrl and the instance’s system log.',
      );
  }
}
