import { isUtf8 } from 'node:buffer';

const lineBreak = 0x0a;
const byteOrderMark = '\ufeff';

/** The text of a line; null when its bytes are not UTF-8. */
export type Line = string | null;

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/** Whole lines, each without its end. */
function linesOf(bytes: Buffer): Line[] {
  // The usual case at once; line by line only where something is wrong.
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n').map(withoutReturn);
  const lines: Line[] = [];
  for (let from = 0; from <= bytes.length; ) {
    const found = bytes.indexOf(lineBreak, from);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(from, end);
    lines.push(isUtf8(line) ? withoutReturn(line.toString('utf8')) : null);
    from = end + 1;
  }
  return lines;
}

/**
 * Lines of a UTF-8 byte stream, in batches as the chunks come. Ends at `\n` or `\r\n` only: U+2028 may stand inside
 * a JSON string. A byte order mark is dropped.
 */
export async function* lineBatches(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  /** What came since the last line break. */
  let rest: Uint8Array[] = [];
  let isFirst = true;
  const read = (bytes: Buffer): Line[] => {
    const [head = null, ...tail] = linesOf(bytes);
    const isMarked = isFirst && head?.startsWith(byteOrderMark) === true;
    isFirst = false;
    return [isMarked ? head.slice(1) : head, ...tail];
  };
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineBreak);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    const whole = Buffer.concat([...rest, chunk.subarray(0, end)]);
    rest = [chunk.subarray(end + 1)];
    yield read(whole);
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield read(last);
}
