import { InvalidArgumentError } from '@commander-js/extra-typings';
import { expect, test } from 'vitest';
import { portNumber, positiveNumber, webAddress, wholeNumber } from './option-values.ts';

test.each([
  [wholeNumber, '0', 0],
  [wholeNumber, '353', 353],
  [positiveNumber, '1', 1],
  [portNumber, '65535', 65_535],
  [webAddress, 'http://127.0.0.1:8480/webhooks/support', 'http://127.0.0.1:8480/webhooks/support'],
])('%o takes %s', (parse, text, value) => {
  expect(parse(text)).toBe(value);
});

test.each([
  ...['-5', '1.5', '1e2', 'abc', '', '--exit', '99999999999999999999'].map(
    (text) => [wholeNumber, text] as const,
  ),
  [positiveNumber, '0'] as const,
  [portNumber, '65536'] as const,
  ...['notaurl', '127.0.0.1:80', 'file:///etc/passwd'].map((text) => [webAddress, text] as const),
])('%o refuses %s, and says what to write', (parse, text) => {
  expect(() => parse(text)).toThrow(InvalidArgumentError);
});
