import { resolve } from 'node:path';
import { SignalboxError } from '@signalbox/sdk';
import { defaultModelDirectory } from '@signalbox/triage/model';
import type { BadRecord, RowSelection } from '@signalbox/triage/train';

/** For commander: collects a repeatable option. Without a default, so that a required one that is missing is noticed. */
export function collect(value: string, values: readonly string[] | undefined): readonly string[] {
  return [...(values ?? []), value];
}

function splitAtFirst(text: string): [string, string] | null {
  const index = text.indexOf('=');
  return index <= 0 ? null : [text.slice(0, index), text.slice(index + 1)];
}

/** `[NAME=]COLUMN`. */
export function parseTarget(text: string): { name: string | null; column: string } {
  const parts = splitAtFirst(text);
  return parts === null ? { name: null, column: text } : { name: parts[0], column: parts[1] };
}

/** `COLUMN=VALUE`. */
export function parseWhere(text: string): RowSelection['where'][number] {
  const parts = splitAtFirst(text);
  if (parts === null) {
    throw new SignalboxError('configuration', `"${text}" is no condition. Write --where COLUMN=VALUE.`);
  }
  return { column: parts[0], value: parts[1] };
}

/** A model's directory; `default` is the one that comes with Signalbox. */
export function modelDirectory(model: string): string | URL {
  return model === 'default' ? defaultModelDirectory : resolve(model);
}

/** Counts rows that cannot be used and says the first of them, with their line, on stderr. */
export interface BadRows {
  readonly count: number;
  readonly first: readonly BadRecord[];
  add(record: BadRecord): void;
}

const saidAtMost = 20;

/** @param isStrict the first such row is an error. */
export function collectBadRows(file: string, isStrict: boolean): BadRows {
  const first: BadRecord[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    first,
    add(record) {
      const message = `${file}, line ${record.line}: ${record.problem}`;
      if (isStrict) throw new SignalboxError('unreadable', message);
      count += 1;
      if (count > saidAtMost) return;
      first.push(record);
      process.stderr.write(`${message}; the row is left out\n`);
      if (count === saidAtMost) process.stderr.write('Further such rows are counted only.\n');
    },
  };
}

/** Aborts on Ctrl-C, once; a second Ctrl-C ends the process as usual. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new SignalboxError('aborted', 'Interrupted.')));
  return controller.signal;
}
