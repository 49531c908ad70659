import { useId, useState } from 'react';
import { fieldName } from './field-name.ts';
import type { SuggestedField } from './field-suggestion.tsx';
import { panelStrings } from './strings.ts';
import { textSegments } from './text-segments.ts';
import { ticketPlaces } from './ticket-places.ts';

export interface ExplainedTextProps {
  /** The masked text, as the model read it; null where it is not retained. */
  readonly maskedText: string | null;
  /** The ticket's own text, where the host has it. */
  readonly ticketText: string | null;
  readonly fields: readonly SuggestedField[];
}

/**
 * The text with the words that mattered, for one field at a time: the ticket's own while it is as the model read it,
 * else the masked one, else none.
 */
export function ExplainedText({ maskedText, ticketText, fields }: ExplainedTextProps) {
  const explained = fields.filter((field) => field.evidence.length > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const groupName = useId();
  const field = explained.find((candidate) => candidate.field === chosen) ?? explained[0];
  const evidence = field?.evidence ?? [];
  const places = ticketText === null ? null : ticketPlaces(ticketText, evidence);
  const text = places === null ? maskedText : ticketText;
  if (text === null) return null;
  return (
    <section className="sb-section" aria-labelledby={`${groupName}-title`}>
      <h3 className="sb-section-title" id={`${groupName}-title`}>
        {places === null ? panelStrings.maskedText : panelStrings.ticketText}
      </h3>
      {explained.length > 1 ? (
        <fieldset className="sb-choice">
          <legend className="sb-hidden">{panelStrings.highlightFor}</legend>
          {explained.map((candidate) => (
            <label key={candidate.field}>
              <input
                type="radio"
                name={groupName}
                checked={candidate.field === field?.field}
                onChange={() => setChosen(candidate.field)}
              />
              <span>{fieldName(candidate.field)}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <p className="sb-text">
        {textSegments(text, places ?? evidence).map((segment) =>
          segment.evidence === null ? (
            segment.text
          ) : (
            <mark
              key={segment.start}
              className={segment.evidence.contribution >= 0 ? 'sb-mark-for' : 'sb-mark-against'}
            >
              {segment.text}
            </mark>
          ),
        )}
      </p>
      <p className="sb-quiet">
        {places === null ? panelStrings.maskedTextHint : panelStrings.ticketTextHint}
      </p>
    </section>
  );
}
