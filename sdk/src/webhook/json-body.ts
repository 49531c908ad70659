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
  if (deepestNesting(text) > maxDepth) {
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

function deepestNesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
