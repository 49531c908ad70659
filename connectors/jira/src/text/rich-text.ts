import { adfToText } from './adf-to-text.ts';
import { wikiToText } from './wiki-to-text.ts';

/** Plain text of a rich text field, whichever way Jira sent it: a document in REST v3, wiki markup elsewhere. */
export function richText(value: unknown): string {
  return typeof value === 'string' ? wikiToText(value) : adfToText(value);
}
