import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';

const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));

/** A `signalbox` command in a process of its own. */
export interface Command {
  readonly process: ChildProcess;
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
  /** Waits for words on standard output. */
  untilSays(words: RegExp, timeoutMs?: number): Promise<readonly string[]>;
  /** Ends it, unless it has ended. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Goes to standard input. */
  readonly input?: string;
}

/** Starts `signalbox ARGUMENTS`; it does not outlive the test. */
export function startCommand(
  arguments_: readonly string[],
  { cwd, env, input }: CommandOptions = {},
): Command {
  const child = spawn(process.execPath, [program, ...arguments_], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    process: child,
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    ended,
    async untilSays(words, timeoutMs = 60_000) {
      let match: RegExpExecArray | null = null;
      const isSaid = (): boolean => {
        match = words.exec(stdout);
        if (match === null && child.exitCode !== null)
          throw new Error(`It ended with ${child.exitCode}: ${stdout}${stderr}`);
        return match !== null;
      };
      await eventually(`"signalbox ${arguments_.join(' ')}" says ${words}`, isSaid, timeoutMs);
      return match ?? [];
    },
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return await ended;
    },
  };
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `signalbox ARGUMENTS` to its end. */
export async function runCommand(
  arguments_: readonly string[],
  options?: CommandOptions,
): Promise<CommandResult> {
  const command = startCommand(arguments_, options);
  const code = await command.ended;
  return { code, stdout: command.stdout, stderr: command.stderr };
}

/** The JSON object that a command prints as its last line. */
export function lastJson({ stdout }: Pick<CommandResult, 'stdout'>): unknown {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}
