import { type ChildProcess, spawn } from 'node:child_process';
import type { Binaries } from './binaries.ts';
import { type Durability, serverArguments } from './server-settings.ts';
import type { ServiceAccount } from './service-account.ts';

/**
 * The shell outlives a `kill -9` of Node: `cat` ends when Node's end of the pipe closes, however Node dies, and the
 * server is then shut down cleanly. The shell lets go of the log, so that the log ends when the server has.
 */
const guard = '"$0" "$@" & p=$!; exec >/dev/null 2>&1; cat >/dev/null; kill -INT $p; wait $p';

const logLines = 30;

/** A running `postgres`. */
export interface ServerProcess {
  /** Resolves when the server has ended, in whatever way. */
  readonly ended: Promise<void>;
  /** The last lines of its log. */
  log(): string;
  /** Fast shutdown: open transactions are rolled back, everything committed stays. Waits for the end. */
  stop(): Promise<void>;
}

export interface ServerStart {
  readonly binaries: Binaries;
  readonly cluster: string;
  readonly socketDirectory: string;
  readonly account: ServiceAccount | null;
  readonly durability: Durability;
  /** The shell was killed and the server goes on without it. */
  guardLost(): void;
}

export function startServer(start: ServerStart): ServerProcess {
  const options = serverArguments(start.cluster, start.socketDirectory, start.durability);
  const child: ChildProcess = spawn('/bin/sh', ['-c', guard, start.binaries.postgres, ...options], {
    // A group of its own: Ctrl-C is for the bridge, which then stops the server in order.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(start.account ?? {}),
  });
  const lines: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
    lines.splice(0, lines.length - logLines);
  });
  child.stdin?.on('error', () => undefined);
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  child.once('error', (error) => {
    lines.push(String(error));
    resolve();
  });
  // The log's end is the server's end: nobody else holds it open. Closing the pipe then lets the shell go.
  let hasLogEnded = false;
  child.stderr?.once('end', () => {
    hasLogEnded = true;
    child.stdin?.end();
  });
  child.once('exit', () => {
    // The log's last lines may still be on their way.
    setImmediate(() => hasLogEnded || start.guardLost());
  });
  child.once('close', () => resolve());
  return {
    ended,
    log: () => lines.join('\n'),
    async stop() {
      child.stdin?.end();
      await ended;
    },
  };
}
