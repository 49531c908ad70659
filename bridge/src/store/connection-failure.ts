const systemCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
];

/** pg gives these no code. */
const wordings =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered)/;

/**
 * True when the database could not be reached or went away: worth another try soon, and nobody's fault. SQLSTATE
 * classes 08 (connection), 53 (resources), 57P (shutdown, starting up).
 */
export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof code !== 'string') return wordings.test(error.message);
  if (/^(08\w{3}|53\w{3}|57P\d\d)$/.test(code)) return true;
  // A missing file is not a database: only what came from a socket counts.
  return systemCodes.includes(code) && (code !== 'ENOENT' || syscall === 'connect');
}
