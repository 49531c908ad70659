import { SignalboxError } from '@signalbox/sdk';

function tooLarge(limitBytes: number): SignalboxError {
  return new SignalboxError(
    'too-large',
    `The body is larger than ${limitBytes} bytes, the most that is accepted.`,
  );
}

/**
 * The raw body, which never takes more memory than the limit, whatever its sender announces.
 * @throws `too-large`
 */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  const announced = request.headers.get('content-length');
  if (announced !== null) {
    if (Number(announced) > limitBytes) throw tooLarge(limitBytes);
    // Node ends a body at its announced length.
    return new Uint8Array(await request.arrayBuffer());
  }
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws `unreadable` when the body is not JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new SignalboxError('unreadable', 'The body is not JSON in UTF-8.');
  }
}
