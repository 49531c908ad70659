import type { Suggestion } from '@signalbox/triage/schema';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { SuggestionView, type SuggestionViewProps } from './suggestion-view.tsx';

const value = { value: '10', label: 'Hardware' };
const field: Suggestion['fields'][number] = {
  field: 'category',
  path: 'category',
  route: 'suggest',
  reason: 'suggest-only',
  label: 'Hardware',
  value,
  current: null,
  operation: 'set',
  probability: 0.91,
  applyAt: 0.9,
  suggestAt: 0.5,
  alternatives: [],
  rule: null,
  withheld: null,
  notLearnt: [],
  withheldLabels: [],
  // Masked: "[PERSON_1]: laptop is broken"
  evidence: [{ text: 'laptop', start: 12, end: 18, contribution: 2, original: { start: 14, end: 20 } }],
};
const maskedText = '[PERSON_1]: laptop is broken';
const ticketText = 'Anna Schmidt: laptop is broken';

function rendered(
  changes: Partial<typeof field> = {},
  texts: Pick<SuggestionViewProps, 'maskedText' | 'ticketText'> = {},
): string {
  const suggestion: Suggestion = {
    id: 'r1',
    site: 'support',
    ticketId: '1',
    ticketKey: 'IT-1',
    route: 'suggest',
    reason: 'suggest-only',
    fields: [{ ...field, ...changes }],
    configurationItems: [],
    modelId: 'm1',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  return renderToStaticMarkup(createElement(SuggestionView, { suggestion, ...texts }));
}

describe('the words of an explanation', () => {
  const marked = '<mark class="sb-mark-for">laptop</mark> is broken';

  it("stand in the ticket's own text where the host has it", () => {
    const page = rendered({}, { maskedText, ticketText });
    expect(page).toContain(`Anna Schmidt: ${marked}`);
    expect(page).not.toContain('[PERSON_1]');
  });

  it('stand in the masked text where the ticket was changed since, or is not at hand', () => {
    expect(rendered({}, { maskedText, ticketText: 'The laptop is broken' })).toContain(
      `[PERSON_1]: ${marked}`,
    );
    expect(rendered({}, { maskedText })).toContain(`[PERSON_1]: ${marked}`);
  });

  it('stand alone where no text is left', () => {
    expect(rendered()).not.toContain('<mark');
    expect(rendered({}, { ticketText: 'changed since' })).not.toContain('<mark');
    expect(rendered()).toContain('laptop');
  });
});

describe('where the service desk and the model differ', () => {
  it('says what is withheld and what is not learnt yet', () => {
    const page = rendered({ withheldLabels: ['Fax'], notLearnt: ['Payroll', 'Travel'] });
    expect(page).toContain('The model thinks of Fax. The service desk does not offer that, or no longer');
    expect(page).toContain('The service desk offers Payroll and Travel. The model has not learnt that yet');
  });

  it('says nothing where they agree', () => {
    const page = rendered();
    expect(page).not.toContain('Withheld');
    expect(page).not.toContain('Not learnt yet');
  });
});
