import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerLength } from './keep-alive-connection.ts';

const json = '{"status":"accepted"}';
const announced = `HTTP/1.1 202 Accepted\r\nContent-Length: ${json.length}\r\nx-a: b\r\n\r\n${json}`;
const chunked = `HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`;

describe('an answer', () => {
  it.each([
    ['with its length announced', announced],
    ['in chunks', chunked],
    ['without a body', 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n'],
  ])('%s is complete at its last byte, and not before', (_, answer) => {
    fc.assert(
      fc.property(fc.nat(answer.length - 1), fc.string(), (cut, more) => {
        expect(answerLength(Buffer.from(answer.slice(0, cut)))).toBeNull();
        expect(answerLength(Buffer.from(answer + more))).toBe(answer.length);
      }),
    );
  });
});
