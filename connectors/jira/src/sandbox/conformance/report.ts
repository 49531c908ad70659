import { type Disagreement, schemaDisagreements, typeDisagreements } from './disagreements.ts';
import type { Comparison } from './key-paths.ts';

/** What the comparison found for one answer of one operation. */
export interface Finding {
  /** `GET /rest/api/3/field 200`, or a webhook's name. */
  readonly answer: string;
  /** Null: neither the description nor a recording has an example. */
  readonly comparison: Comparison | null;
  readonly isDescribed: boolean;
}

const begin = '<!-- conformance: written by conformance.test.ts; run it with -u after a change -->';
const end = '<!-- end of conformance -->';

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
const bullets = (lines: readonly string[]): string =>
  lines.length === 0 ? '- none' : lines.map((line) => `- ${line}`).join('\n');

function section(findings: readonly Finding[]): string {
  const compared = findings.flatMap(({ answer, comparison }) => (comparison ? [{ answer, comparison }] : []));
  const withKeys = (select: (comparison: Comparison) => readonly string[]): string =>
    bullets(
      compared.flatMap(({ answer, comparison }) =>
        select(comparison).length === 0 ? [] : [`${answer}: ${code(select(comparison))}`],
      ),
    );
  const reasons = (disagreements: readonly Disagreement[]): readonly string[] =>
    disagreements.map(({ reason }) => reason);
  return `### Answers without an example

Neither Atlassian's description nor a recording shows these bodies. "Schema" means that the body validates against the
description's schema.

${bullets(findings.filter(({ comparison }) => comparison === null).map(({ answer, isDescribed }) => `${answer}${isDescribed ? ' (schema)' : ''}`))}

### Keys without an example

The answer has an example, and these keys of ours are not in it. Those of described operations validate against the schema.

${withKeys((comparison) => comparison.withoutExample)}

### Keys of the examples that the sandbox does not send

${withKeys((comparison) => comparison.notSent)}

### Where Atlassian's sources disagree

${bullets([...reasons(schemaDisagreements), ...reasons(typeDisagreements)])}
`;
}

/** The page with its generated part brought up to date. Throws when the page has no such part. */
export function writeReport(page: string, findings: readonly Finding[]): string {
  const start = page.indexOf(begin);
  const stop = page.indexOf(end);
  if (start < 0 || stop < start) throw new Error(`The page needs the lines ${begin} and ${end}.`);
  return `${page.slice(0, start)}${begin}\n\n${section(findings)}\n${page.slice(stop)}`;
}
