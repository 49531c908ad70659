import type { z } from 'zod';
import { SignalboxError } from '../errors/index.ts';

/** A cursor as an opaque string: base64url over JSON. It is kept by others and must hold no ticket text. */
export function encodeCheckpoint<Cursor>(schema: z.ZodType<Cursor>, cursor: Cursor): string {
  return Buffer.from(JSON.stringify(schema.parse(cursor)), 'utf8').toString('base64url');
}

/** Throws `unreadable` for a checkpoint that another connector, or another version of this one, has made. */
export function decodeCheckpoint<Cursor>(schema: z.ZodType<Cursor>, checkpoint: string): Cursor {
  const result = schema.safeParse(parsed(checkpoint));
  if (result.success) return result.data;
  throw new SignalboxError(
    'unreadable',
    'The checkpoint was not made by this connector in this version. Start the reading again without it.',
  );
}

function parsed(checkpoint: string): unknown {
  try {
    return JSON.parse(Buffer.from(checkpoint, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
