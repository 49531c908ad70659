import { type Decision, describeReason } from '../schema/index.ts';

const percent = (probability: number | null): string =>
  probability === null ? 'no probability' : `${(probability * 100).toFixed(1)} %`;

/** What Signalbox did and how sure it was, for agents; in markdown, without ticket text. */
export function explainChange(decision: Decision, modelId: string | null): string {
  const lines = decision.fields
    .filter((field) => field.route === 'apply')
    .map(
      (field) =>
        `- ${field.field}: **${field.value?.label ?? field.label ?? ''}** (${percent(field.probability)}, threshold ${percent(field.applyAt)})`,
    );
  return [`Signalbox set:`, '', ...lines, '', `Model ${modelId ?? 'none'}. Any value you choose stays.`].join(
    '\n',
  );
}

/** Why a ticket was left to people, in one sentence an agent can read in the vendor's own tool. */
export function explainEscalation(decision: Decision): string {
  const boldest = decision.fields.find(
    (field) => field.route === 'escalate' && field.reason === decision.reason,
  );
  // Only what the catalog offers: a label that left it is suggested nowhere.
  const guess =
    boldest?.value && boldest.probability !== null && boldest.withheld === null
      ? ` Closest guess: ${boldest.value.label} (${percent(boldest.probability)}).`
      : '';
  return `Left to people: ${describeReason(decision.reason)}${guess}`;
}
