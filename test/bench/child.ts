import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

interface Call {
  readonly id: number;
  readonly command: string;
  readonly input: unknown;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A part of the bench in a process of its own, so that parts do not slow each other down in one event loop. */
export interface Child extends AsyncDisposable {
  readonly process: ChildProcess;
  call<Result>(command: string, input?: unknown): Promise<Result>;
}

/** Starts a module that calls {@link answerCalls}. It ends when this process does. */
export function startChild(module: URL, execArgv: readonly string[] = []): Child {
  const child = fork(module, {
    serialization: 'advanced',
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  const ended = once(child, 'exit').then(() => {
    for (const [id, answer] of waiting) answer({ id, error: `${module.pathname} ended` });
    waiting.clear();
  });
  return {
    process: child,
    async call<Result>(command: string, input?: unknown) {
      calls += 1;
      const id = calls;
      const { promise, resolve } = Promise.withResolvers<Answer>();
      waiting.set(id, resolve);
      child.send({ id, command, input } satisfies Call);
      const answer = await promise;
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.result as Result;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** In the child: answers calls until the parent lets go, then runs `close`. */
export function answerCalls(
  commands: Readonly<Record<string, (input: never) => unknown>>,
  close: () => Promise<void> = async () => undefined,
): void {
  process.on('message', async ({ id, command, input }: Call) => {
    try {
      process.send?.({ id, result: await commands[command]?.(input as never) } satisfies Answer);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ id, error: text } satisfies Answer);
    }
  });
  process.once('disconnect', () => void close());
}
