import { expect, test } from 'vitest';
import { documentText, type Measured, withSections } from './document.ts';
import type { Machine } from './machine.ts';
import { atLeast } from './measurement.ts';

const machine = (at: string): Machine => ({
  at,
  system: 'Linux',
  processor: 'a processor',
  cores: 2,
  memoryGigabytes: 24,
  node: 'v24',
  postgres: 'PostgreSQL',
  loadBefore: 0.1,
});
const measured = (name: string, figure: number): Measured => ({
  measurement: { name, title: `About ${name}`, measure: () => Promise.reject(new Error('not run')) },
  finding: {
    method: `How ${name} was measured.`,
    table: { header: ['what', 'figure'], rows: [[name, String(figure)]] },
    figures: {},
    aims: [atLeast(`aim of ${name}`, figure, 3)],
  },
});

test('a part that is measured by itself replaces its section and its aims, and nothing else', () => {
  const whole = documentText(machine('2026-01-01T00:00:00Z'), [measured('one', 1), measured('two', 2)]);
  const changed = withSections(`${whole}\n`, machine('2026-02-02T00:00:00Z'), [measured('two', 5)]);
  expect(changed).toContain('2026-01-01 00:00 UTC');
  expect(changed).toContain('Measured by itself: 2026-02-02 00:00 UTC');
  expect(changed.match(/^## .*/gm)).toEqual(['## About one', '## About two', '## Aims']);
  expect(changed).toMatch(/aim of one .* 1 \| missed/);
  expect(changed).toMatch(/aim of two .* 5 \| {4}met/);
  expect(changed).not.toMatch(/\| two +\| +2 \|/);
});

test('a part that is new comes before the aims', () => {
  const whole = documentText(machine('2026-01-01T00:00:00Z'), [measured('one', 1)]);
  const changed = withSections(whole, machine('2026-01-01T00:00:00Z'), [measured('two', 5)]);
  expect(changed.match(/^## .*/gm)).toEqual(['## About one', '## About two', '## Aims']);
  expect(changed.match(/aim of/g)).toHaveLength(2);
});
