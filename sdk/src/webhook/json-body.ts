import { SignalboxError } from '../errors/index.ts';

export interface BodyLimits {
  /** Default 1 MiB. */
  readonly maxBytes?: number;
  /** Objects and arrays inside each other. Default 64. */
  readonly maxDepth?: number;
}

const defaults = { maxBytes: 1024 * 1024, maxDepth: 64 } as const;

/** JSON from a stranger. Throws `too-large`, or `unreadable` for what is not UTF-8, not JSON, or nested too deep. */
export function parseJsonBody(bytes: Uint8Array, limits: BodyLimits = {}): unknown {
  const { maxBytes, maxDepth } = { ...defaults, ...limits };
  if (bytes.byteLength > maxBytes) {
    throw new SignalboxError('too-large', `The body is larger than ${maxBytes} bytes.`);
  }
  const text = decoded(bytes);
  // Before parsing: what follows recurses as deep as the sender wishes.
  if (hasMoreOpeners(text, maxDepth) && deepestNesting(text) > maxDepth) {
    throw new SignalboxError('unreadable', `The body is nested deeper than ${maxDepth} levels.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new SignalboxError('unreadable', 'The body is not JSON.');
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SignalboxError('unreadable', 'The body is not UTF-8.');
  }
}

/** True for more brackets than levels allowed, wherever they stand: fewer cannot be nested too deep. */
function hasMoreOpeners(text: string, limit: number): boolean {
  let count = 0;
  for (const opener of ['{', '[']) {
    for (let index = text.indexOf(opener); index >= 0; index = text.indexOf(opener, index + 1)) {
      count += 1;
      if (count > limit) return true;
    }
  }
  return false;
}

const quote = 0x22;
const backslash = 0x5c;
const openers = [0x5b, 0x7b];
const closers = [0x5d, 0x7d];

function deepestNesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // Most of a webhook is strings: they are skipped in one step.
    if (code === quote) index = endOfString(text, index);
    else if (code === openers[0] || code === openers[1]) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === closers[0] || code === closers[1]) depth -= 1;
  }
  return deepest;
}

/** Where the string that opens at `start` closes; the end of the text where it does not. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(index - 1 - slashes) === backslash) slashes += 1;
  return slashes % 2 === 1;
}
