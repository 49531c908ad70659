import { paint } from './paint.ts';

/** Progress of long work: one line that is redrawn on a terminal, an occasional plain line elsewhere. */
export interface Progress {
  update(text: string): void;
  /** Ends the line, leaving `text` on it. */
  done(text: string): void;
}

const plainIntervalMs = 5_000;

export function createProgress(
  stream: NodeJS.WriteStream = process.stderr,
  now: () => number = Date.now,
): Progress {
  let lastPlainAt = Number.NEGATIVE_INFINITY;
  return {
    update(text) {
      if (stream.isTTY) {
        stream.write(`\r\u001b[2K${paint('dim', text.slice(0, stream.columns - 1))}`);
      } else if (now() - lastPlainAt >= plainIntervalMs) {
        lastPlainAt = now();
        stream.write(`${text}\n`);
      }
    },
    done(text) {
      stream.write(stream.isTTY ? `\r\u001b[2K${text}\n` : `${text}\n`);
    },
  };
}
