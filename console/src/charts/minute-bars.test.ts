import { describe, expect, it } from 'vitest';
import { minuteBars } from './minute-bars.ts';

describe('minuteBars', () => {
  it('fills the minutes in which nothing happened and forgets those before', () => {
    const recent = [
      { at: '2026-03-01T09:50:00Z', received: 9, decided: 9 },
      { at: '2026-03-01T09:59:00Z', received: 3, decided: 2 },
    ];
    const bars = minuteBars(recent, Date.parse('2026-03-01T10:00:31Z'), 3);
    expect(bars.map((bar) => [bar.received, bar.decided])).toEqual([
      [0, 0],
      [3, 2],
      [0, 0],
    ]);
    expect(bars.at(-1)?.at).toBe('2026-03-01T10:00:00.000Z');
  });
});
