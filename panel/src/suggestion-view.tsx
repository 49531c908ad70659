import { describeReason, type Suggestion } from '@signalbox/triage/schema';
import { Aspect } from './aspect.tsx';
import { ExplainedText } from './explained-text.tsx';
import { FieldSuggestion } from './field-suggestion.tsx';
import { panelStrings } from './strings.ts';

export interface SuggestionViewProps {
  readonly suggestion: Suggestion;
  /** The masked text while it is retained; null or absent: the words are shown without it. */
  readonly maskedText?: string | null;
  /** The ticket's own text (`ticketText` of its summary and description), where the reader may see it anyway. */
  readonly ticketText?: string | null;
}

/** A suggestion as an agent reads it: where the ticket went and why, then field by field. Never takes the focus. */
export function SuggestionView({ suggestion, maskedText = null, ticketText = null }: SuggestionViewProps) {
  const { fields, reason } = suggestion;
  const isSaidByFields = fields.length > 0 && fields.every((field) => field.reason === reason);
  return (
    <div className="sb-suggestion">
      <div className="sb-verdict">
        <Aspect route={suggestion.route} />
        {isSaidByFields ? null : <p>{describeReason(suggestion.reason)}</p>}
      </div>
      {suggestion.fields.length === 0 ? <p className="sb-quiet">{panelStrings.noFields}</p> : null}
      {suggestion.fields.map((field) => (
        <FieldSuggestion key={field.field} field={field} />
      ))}
      <ExplainedText maskedText={maskedText} ticketText={ticketText} fields={suggestion.fields} />
      {suggestion.configurationItems.length === 0 ? null : (
        <section className="sb-section">
          <h3 className="sb-section-title">{panelStrings.configurationItems}</h3>
          <ul className="sb-items">
            {suggestion.configurationItems.map((item) => (
              <li key={item.id}>
                <span>{item.name}</span> <span className="sb-quiet">{item.class}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
