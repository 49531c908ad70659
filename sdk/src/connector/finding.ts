/** One thing `doctor` found. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'error';
  readonly message: string;
  /** What to do, in words an admin can follow. */
  readonly remedy: string | null;
}

export function okFinding(check: string, message: string): Finding {
  return { check, status: 'ok', message, remedy: null };
}

export function warningFinding(check: string, message: string, remedy: string): Finding {
  return { check, status: 'warning', message, remedy };
}

export function errorFinding(check: string, message: string, remedy: string): Finding {
  return { check, status: 'error', message, remedy };
}
