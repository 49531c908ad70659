import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  complaintOf,
  condition,
  isoFromStored,
  recordSchema,
  storedFromIso,
  storedFromTime,
} from './index.ts';

const examples = new URL('../../contract/examples/', import.meta.url);
const example = (name: string): unknown => JSON.parse(readFileSync(new URL(name, examples), 'utf8'));

test('every time goes to the second both ways', () => {
  const seconds = fc.integer({ min: 0, max: Math.floor(Date.UTC(9999, 0) / 1000) });
  fc.assert(
    fc.property(seconds, (second) => {
      const iso = new Date(second * 1000).toISOString();
      expect(isoFromStored(storedFromIso(iso))).toBe(iso);
      expect(storedFromTime(second * 1000 + 999)).toBe(storedFromIso(iso));
    }),
  );
});

test('stored times sort as the times they mean', () => {
  const times = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(times, times, (left, right) => {
      if (left <= right) expect(storedFromTime(left) <= storedFromTime(right)).toBe(true);
    }),
  );
});

test('what is no time is none', () => {
  for (const value of [
    '',
    '2026-02-30 00:00:00',
    '2026-01-01T00:00:00Z',
    '2026-01-01',
    '01/02/2026 10:00:00',
  ]) {
    expect(isoFromStored(value)).toBeNull();
  }
});

test('no value can add a condition to a query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      let built: string;
      try {
        built = condition('name', '=', value);
      } catch (error) {
        expect(error).toMatchObject({ code: 'rejected' });
        return;
      }
      expect(built).toBe(`name=${value}`);
      expect(built.split('^')).toHaveLength(1);
      expect(value).not.toBe('');
    }),
  );
  for (const value of ['a^ORactive=true', 'javascript:gs.sleep(1)', ' JavaScript:x', '', '=5', 'a\nb']) {
    expect(() => condition('name', '>', value)).toThrow(/query was not sent/);
  }
  expect(() => condition('name^x', '=', 'y')).toThrow(/column name/);
  expect(() => condition('name', 'IN', ['a', 'b,c'])).toThrow(/comma/);
  expect(() => condition('name', 'IN', [])).toThrow(/empty/);
});

test('every record of the official Table API examples is read', () => {
  const bodySchema = z.object({ result: z.union([recordSchema, z.array(recordSchema)]) });
  const names = readdirSync(examples).filter((name) => name.startsWith('c_TableAPI-'));
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const { result } = bodySchema.parse(example(name));
    for (const record of [result].flat()) expect(record.sys_id?.value).toMatch(/^[0-9a-f]{32}$/);
  }
});

test('a cell is read in each form the API has', () => {
  expect(
    recordSchema.parse({
      a: 'x',
      b: { link: 'https://…', value: 'id' },
      c: { display_value: 'Shown', value: 'id', link: '' },
      d: { display_value: null, value: null },
      e: 4,
    }),
  ).toEqual({
    a: { value: 'x', display: 'x' },
    b: { value: 'id', display: 'id' },
    c: { value: 'id', display: 'Shown' },
    d: { value: '', display: '' },
    e: { value: '4', display: '4' },
  });
});

test('the instance’s own words are read from an error, and nothing from another shape', () => {
  expect(complaintOf(example('rate-limiting-000.json'))?.message).toBe(
    'Rate limit exceeded: Rate limit of 100 requests per hour for Table API exceeded',
  );
  expect(complaintOf(example('c_TableAPI-003.json'))).toBeNull();
  expect(complaintOf('<html>')).toBeNull();
});
