import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger };

const options: LoggerOptions = {
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label) => ({ level: label }) },
  // A safety net below the rule that ticket text and credentials are never handed to the logger.
  redact: {
    paths: [
      'authorization',
      '*.authorization',
      'body',
      '*.body',
      'summary',
      'description',
      'token',
      'password',
    ],
    censor: '[removed]',
  },
};

/** JSON lines for machines: site, ticket key, codes and durations; no ticket text, no credentials. */
export function createLogger(level: string = 'info', destination?: DestinationStream): Logger {
  return destination === undefined ? pino({ ...options, level }) : pino({ ...options, level }, destination);
}
