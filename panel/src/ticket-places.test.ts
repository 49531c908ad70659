import type { Evidence } from '@signalbox/triage/schema';
import { expect, test } from 'vitest';
import { textSegments } from './text-segments.ts';
import { ticketPlaces } from './ticket-places.ts';

// Masked: "[PERSON_1]: laptop is broken, mail [EMAIL_1]"
const ticket = 'Anna Schmidt: laptop is broken, mail anna@b.org';
const evidence: readonly Evidence[] = [
  { text: 'laptop', start: 12, end: 18, contribution: 2, original: { start: 14, end: 20 } },
  { text: '[EMAIL_1]', start: 35, end: 44, contribution: 0.4, original: { start: 37, end: 47 } },
];

test('words are marked at their places in the text of the ticket itself', () => {
  const places = ticketPlaces(ticket, evidence);
  const marked = textSegments(ticket, places ?? []).filter((segment) => segment.evidence !== null);
  expect(marked.map(({ text }) => text)).toEqual(['laptop', 'anna@b.org']);
});

test('a ticket that was changed since, or places that are not known, give none', () => {
  expect(ticketPlaces(`Re: ${ticket}`, evidence)).toBeNull();
  expect(ticketPlaces(ticket, [{ text: 'laptop', start: 12, end: 18, contribution: 2 }])).toBeNull();
});
