import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTimeWindow } from './time-window.ts';

test('a delivery passes from a little ahead to the maximum age, bounds included, and at no other time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.nat(1e9),
      fc.nat(1e6),
      (ageMs, maximumAgeMs, ahead) => {
        const now = 1.8e12;
        const check = () =>
          checkTimeWindow({ sentAt: now - ageMs, now, maximumAgeMs, maximumAheadMs: ahead });
        if (ageMs <= maximumAgeMs && ageMs >= -ahead) expect(check).not.toThrow();
        else expect(check).toThrow(expect.objectContaining({ code: 'replay' }));
      },
    ),
  );
});

test('a time that cannot be read is a replay', () => {
  expect(() => checkTimeWindow({ sentAt: Number.NaN, now: 0, maximumAgeMs: 1 })).toThrow(
    expect.objectContaining({ code: 'replay' }),
  );
});
