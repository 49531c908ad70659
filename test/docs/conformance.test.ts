import { conformanceCases } from '@signalbox/sdk/conformance';
import { expect, test } from 'vitest';
import { readPage, tableBelow } from './markdown.ts';

test('the table of conformance cases has every case, with what it needs', async () => {
  const rows = tableBelow(await readPage('docs/connectors/conformance.md'), 'cases');
  const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
  expect(rows).toEqual(
    conformanceCases.map(({ name, needs, needsSandbox }) => {
      const capabilities = needs.length === 0 ? 'any connector' : code(needs);
      return [name, needsSandbox ? `${capabilities}; sandbox: ${code(needsSandbox)}` : capabilities];
    }),
  );
});
