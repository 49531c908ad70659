import { useId, useState } from 'react';
import { fieldName } from './field-name.ts';
import type { SuggestedField } from './field-suggestion.tsx';
import { panelStrings } from './strings.ts';
import { textSegments } from './text-segments.ts';

export interface MaskedTextProps {
  /** The masked text, as the model read it. */
  readonly text: string;
  readonly fields: readonly SuggestedField[];
}

/** The masked text with the words that mattered, for one field at a time. */
export function MaskedText({ text, fields }: MaskedTextProps) {
  const explained = fields.filter((field) => field.evidence.length > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const groupName = useId();
  const field = explained.find((candidate) => candidate.field === chosen) ?? explained[0];
  return (
    <section className="sb-section" aria-labelledby={`${groupName}-title`}>
      <h3 className="sb-section-title" id={`${groupName}-title`}>
        {panelStrings.maskedText}
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
        {textSegments(text, field?.evidence ?? []).map((segment) =>
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
      <p className="sb-quiet">{panelStrings.maskedTextHint}</p>
    </section>
  );
}
