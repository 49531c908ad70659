import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonBody } from './json-body.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const refused = (body: Uint8Array, code: string, limits = {}) =>
  expect(() => parseJsonBody(body, limits)).toThrow(expect.objectContaining({ code }));

test('JSON is read as JSON is', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (text) => {
      expect(parseJsonBody(bytes(text))).toEqual(JSON.parse(text));
    }),
  );
});

test('the size is counted in bytes, the limit included', () => {
  const body = bytes('"ääää"');
  expect(parseJsonBody(body, { maxBytes: 10 })).toBe('ääää');
  refused(body, 'too-large', { maxBytes: 9 });
});

test('the depth is counted outside strings, the limit included', () => {
  const nested = (depth: number) => bytes('['.repeat(depth) + ']'.repeat(depth));
  expect(() => parseJsonBody(nested(64))).not.toThrow();
  refused(nested(65), 'unreadable');
  refused(bytes('{"a":'.repeat(100_000)), 'unreadable');
  expect(parseJsonBody(bytes(JSON.stringify({ text: `${'[{'.repeat(500)}\\"\\` })))).toBeDefined();
});

test('what is not JSON or not UTF-8 is unreadable, and its text stays out of the error', () => {
  refused(bytes(''), 'unreadable');
  refused(bytes('{"summary": my printer}'), 'unreadable');
  refused(new Uint8Array([0x22, 0xff, 0x22]), 'unreadable');
  expect(() => parseJsonBody(bytes('my printer burns'))).toThrow(/^(?!.*printer)/);
});

test('no bracket within a string counts, whatever is escaped there', () => {
  const characters = fc.array(fc.constantFrom('[', '{', '"', '\\', ']', 'a'), { maxLength: 200 });
  fc.assert(
    fc.property(characters, (chosen) => {
      const value = { text: chosen.join(''), list: [chosen.join('')] };
      const body = bytes(JSON.stringify(value));
      expect(parseJsonBody(body, { maxDepth: 2 })).toEqual(value);
      refused(body, 'unreadable', { maxDepth: 1 });
    }),
  );
});
