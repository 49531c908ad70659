import { describeReason, type Suggestion } from '@signalbox/triage/schema';
import { useId } from 'react';
import { Alternatives } from './alternatives.tsx';
import { Aspect } from './aspect.tsx';
import { CatalogNotes } from './catalog-notes.tsx';
import { describeCertainty } from './certainty.ts';
import { EvidenceWords } from './evidence-words.tsx';
import { fieldName } from './field-name.ts';
import { formatPercent } from './format-percent.ts';
import { ProbabilityBar } from './probability-bar.tsx';
import { panelStrings } from './strings.ts';

export type SuggestedField = Suggestion['fields'][number];

/** One field: what the model says, how sure it is, what the ticket holds, and why it went where it went. */
export function FieldSuggestion({ field }: { readonly field: SuggestedField }) {
  const titleId = useId();
  // A label without a value in the catalog, or that left it, is proposed to nobody.
  const proposed = field.value?.label ?? null;
  const probability = proposed === null ? null : field.probability;
  return (
    <article className="sb-field" aria-labelledby={titleId}>
      <header className="sb-field-header">
        <h3 id={titleId} className="sb-field-title">
          {fieldName(field.field)}
        </h3>
        <Aspect route={field.route} word={panelStrings.fieldRoutes[field.route]} />
      </header>
      <dl className="sb-values">
        <div>
          <dt>{panelStrings.proposed}</dt>
          <dd className="sb-value">
            {proposed ?? <span className="sb-quiet">{panelStrings.noPrediction}</span>}
            {field.operation === 'add' && proposed !== null ? (
              <span className="sb-tag">{panelStrings.add}</span>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{panelStrings.now}</dt>
          <dd>{field.current?.label ?? <span className="sb-quiet">{panelStrings.noValue}</span>}</dd>
        </div>
      </dl>
      {probability === null ? null : (
        <>
          <p className="sb-certainty">
            <strong className="sb-number">{formatPercent(probability)}</strong>{' '}
            {describeCertainty(probability)}
          </p>
          <ProbabilityBar
            probability={probability}
            route={field.route}
            suggestAt={field.suggestAt}
            applyAt={field.applyAt}
          />
        </>
      )}
      <p className="sb-reason">{describeReason(field.reason)}</p>
      {probability === null ? null : (
        <section className="sb-part">
          <h4 className="sb-part-title">{panelStrings.words}</h4>
          <EvidenceWords evidence={field.evidence} />
        </section>
      )}
      <Alternatives alternatives={field.alternatives} />
      <CatalogNotes notLearnt={field.notLearnt} withheld={field.withheldLabels} />
    </article>
  );
}
