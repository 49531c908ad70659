import { once } from 'node:events';
import { connect } from 'node:net';

/** One HTTP/1.1 connection that sends ready-made requests, one at a time. */
export interface KeepAliveConnection {
  /** Resolves with the status once the whole answer is here. */
  send(request: Buffer): Promise<number>;
  close(): void;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('\r\n0\r\n\r\n');

/** Length of the answer at the beginning of `received`, or null while it is not complete. */
export function answerLength(received: Buffer): number | null {
  const end = received.indexOf(headEnd);
  if (end < 0) return null;
  const head = received.toString('latin1', 0, end + 2);
  const announced = /\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1];
  const bodyStart = end + headEnd.length;
  if (announced !== undefined) {
    const length = bodyStart + Number(announced);
    return received.length < length ? null : length;
  }
  // Chunked: this bench's answers are JSON, in which a line with only a zero does not occur.
  const last = received.indexOf(lastChunk, end + 2);
  return last < 0 ? null : last + lastChunk.length;
}

/**
 * Less than any HTTP library does, on purpose: what the sender spends is missing from the server, because both share
 * the machine.
 */
export async function openConnection(host: string, port: number): Promise<KeepAliveConnection> {
  const socket = connect({ host, port, noDelay: true });
  await once(socket, 'connect');
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve(status: number): void; reject(error: Error): void } | undefined;
  socket.on('data', (part) => {
    received = received.length === 0 ? part : Buffer.concat([received, part]);
    const length = answerLength(received);
    if (length === null) return;
    const status = Number(received.toString('latin1', 9, 12));
    received = received.subarray(length);
    waiting?.resolve(status);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => waiting?.reject(new Error('The server closed a connection.')));
  return {
    send(request) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      waiting = { resolve, reject };
      socket.write(request);
      return promise;
    },
    close: () => socket.destroy(),
  };
}
