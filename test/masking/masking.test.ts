import { createMasker } from '@signalbox/triage/model';
import { expect, test } from 'vitest';
import { labelledTickets } from '../bench/tickets.ts';
import { measureDetection, pooled, precisionOf, type Quality, recallOf } from './detection-quality.ts';
import { namedTickets, namelessTickets } from './names/index.ts';
import { readSentences, sampleFile } from './pii-sentences.ts';
import { sensitiveValues, syntheticTickets } from './synthetic/index.ts';

const masker = createMasker();
const structured = ['EMAIL', 'PHONE', 'CARD', 'IBAN', 'IP', 'NATIONAL_ID'];

function qualityOf(byName: ReadonlyMap<string, Quality>, name: string): Quality {
  const quality = byName.get(name);
  if (quality === undefined) throw new Error(`Nothing of ${name} was measured.`);
  return quality;
}

test('structured data in sentences that others wrote is found, each type at 0.97 or more, and little else masked', async () => {
  const { byType } = measureDetection(masker, await readSentences(sampleFile));
  for (const type of structured) {
    const quality = qualityOf(byType, type);
    expect.soft(quality.wanted, type).toBeGreaterThan(0);
    expect.soft(recallOf(quality), type).toBeGreaterThanOrEqual(0.97);
    expect.soft(precisionOf(quality), type).toBeGreaterThanOrEqual(0.9);
  }
});

test('names and addresses in sentences that others wrote are mostly found', async () => {
  const { byType } = measureDetection(masker, await readSentences(sampleFile));
  const [person, address] = [qualityOf(byType, 'PERSON'), qualityOf(byType, 'ADDRESS')];
  expect(person.wanted).toBeGreaterThan(200);
  expect(recallOf(person)).toBeGreaterThanOrEqual(0.87);
  expect(precisionOf(person)).toBeGreaterThanOrEqual(0.88);
  expect(recallOf(address)).toBeGreaterThanOrEqual(0.8);
  expect(precisionOf(address)).toBeGreaterThanOrEqual(0.95);
});

test('every kind of number, key and address of a machine is found among those that only look alike', () => {
  const { byType, byKind, confusable } = measureDetection(masker, syntheticTickets(4_000, 7));
  expect(byKind.size).toBe(new Set(sensitiveValues.map(({ kind }) => kind)).size);
  for (const quality of byType.values()) {
    expect.soft(recallOf(quality), quality.name).toBeGreaterThanOrEqual(0.97);
    expect.soft(precisionOf(quality), quality.name).toBeGreaterThanOrEqual(0.9);
  }
  for (const quality of byKind.values()) {
    expect.soft(recallOf(quality), quality.name).toBeGreaterThanOrEqual(0.9);
  }
  for (const quality of confusable.values()) {
    expect.soft(precisionOf(quality), `left alone: ${quality.name}`).toBeGreaterThanOrEqual(0.9);
  }
  expect(precisionOf(pooled('all', confusable.values()))).toBeGreaterThanOrEqual(0.98);
});

test('names and logins are found as they stand in tickets, in capitals, in lower case and in other scripts', () => {
  const { byKind, byType } = measureDetection(masker, namedTickets());
  const floors: Readonly<Record<string, number>> = { 'lower case': 0.7, capitals: 0.6, login: 0.85 };
  for (const quality of byKind.values()) {
    expect.soft(recallOf(quality), quality.name).toBeGreaterThanOrEqual(floors[quality.name] ?? 0.9);
  }
  expect(precisionOf(qualityOf(byType, 'PERSON'))).toBeGreaterThanOrEqual(0.98);
  expect(precisionOf(qualityOf(byType, 'USERNAME'))).toBeGreaterThanOrEqual(0.98);
});

test('sentences without a name stay as they are', () => {
  const masked = namelessTickets().filter(({ text }) => masker.mask(text).spans.length > 0);
  expect(masked.map(({ text }) => text)).toEqual([]);
});

test('of real tickets without personal data less than three tokens in a thousand are masked', async () => {
  const tickets = await labelledTickets('dev');
  const tokensOf = (text: string) => text.match(/\S+/g)?.length ?? 0;
  const total = tickets.reduce((sum, { text }) => sum + tokensOf(text), 0);
  const masked = tickets
    .flatMap(({ text }) => masker.mask(text).spans.map(({ start, end }) => tokensOf(text.slice(start, end))))
    .reduce((sum, tokens) => sum + tokens, 0);
  expect(total).toBeGreaterThan(15_000);
  expect(masked / total).toBeLessThanOrEqual(0.003);
});
