import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearDuplicates } from './near-duplicates.ts';
import { parts, splitParts } from './split-parts.ts';

const shares = { train: 0.6, calibrate: 0.1, certify: 0.2, report: 0.1 };
const words = [
  'printer',
  'laptop',
  'invoice',
  'vpn',
  'mailbox',
  'password',
  'screen',
  'badge',
  'licence',
  'share',
];
const tickets = Array.from(
  { length: 500 },
  (_, index) =>
    `${words[index % 10]} ${words[Math.floor(index / 10) % 10]} ${words[Math.floor(index / 100) % 10]} broken since ${words[(index * 7) % 10]} ${words[(index * 3 + 1) % 10]}`,
);

test('texts that differ in case, digits and punctuation are near-duplicates; other matters are not', () => {
  const [first, second, third] = nearDuplicates([
    'Server web-01 is down since 08:15, please restart it at once!',
    'server WEB-07 is down since 09:40 please restart it at once',
    'I cannot log in to the payroll system any more.',
  ]);
  expect(first).toBe(second);
  expect(third).not.toBe(first);
});

test('near-duplicates stay in one part, and one of them counts', () => {
  const storm = Array.from(
    { length: 40 },
    (_, index) => `Disk ${index} of host ${index * 3} is full: 97 % used`,
  );
  const texts = [...tickets, ...storm];
  const placed = splitParts(
    texts.map((text) => ({ text, time: null })),
    { shares, seed: 5 },
  );
  const ofStorm = placed.slice(tickets.length);
  expect(new Set(ofStorm.map(({ part }) => part)).size).toBe(1);
  expect(ofStorm.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
});

test('the parts have about their shares, and depend on seed and rows alone, not on their order', () => {
  const rows = tickets.map((text) => ({ text, time: null }));
  const byText = (seed: number, list = rows) =>
    Object.fromEntries(
      splitParts(list, { shares, seed }).map(({ part }, index) => [list[index]?.text, part]),
    );
  const placed = byText(1);
  expect(byText(1, [...rows].reverse())).toEqual(placed);
  expect(byText(2)).not.toEqual(placed);
  for (const part of parts) {
    const count = splitParts(rows, { shares, seed: 1 }).filter((row) => row.part === part).length;
    expect(count / rows.length).toBeGreaterThan(shares[part] * 0.5);
  }
});

test('with times every part is older than the next', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 }), (times) => {
      const placed = splitParts(
        times.map((time, index) => ({ text: `${tickets[index * 6]} ${index} ${'x'.repeat(index)}`, time })),
        { shares, seed: 1 },
      );
      const ends = parts.map((part) => {
        const own = times.filter((_, index) => placed[index]?.part === part && !placed[index]?.isRepeated);
        return { least: Math.min(...own), most: Math.max(...own) };
      });
      for (const [index, { least }] of ends.entries()) {
        for (const { most } of ends.slice(0, index)) expect(most).toBeLessThanOrEqual(least);
      }
    }),
    { numRuns: 20 },
  );
});
