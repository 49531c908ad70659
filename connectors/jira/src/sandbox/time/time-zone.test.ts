import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimeZone } from './time-zone.ts';

const zones = [
  'Etc/UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
];
const moments = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });

test('a moment written in any zone reads back as itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, (name, at) => {
      const text = new TimeZone(name).format(at);
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/);
      expect(Date.parse(text.replace(/(\d\d)$/, ':$1'))).toBe(at);
    }),
  );
});

test('a wall-clock time names the minute that clocks in the zone show', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, (name, at) => {
      const zone = new TimeZone(name);
      const minute = Math.floor(at / 60_000) * 60_000;
      const [year = 0, month = 0, day = 0, hour = 0, minutes = 0] =
        zone.format(minute).match(/\d+/g)?.map(Number) ?? [];
      const named = zone.fromLocal(year, month, day, hour, minutes);
      // An hour that clocks show twice names either moment.
      expect(zone.format(named).slice(0, 16)).toBe(zone.format(minute).slice(0, 16));
    }),
  );
});
