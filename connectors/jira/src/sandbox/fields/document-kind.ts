import type { AtlassianDocument, StoredValue } from '../state/index.ts';
import { documentToWiki, readDocument } from '../text/index.ts';
import { type FieldKind, FieldProblem, nothing } from './field-kind.ts';

const isDocument = (value: StoredValue): value is AtlassianDocument =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Text in Atlassian Document Format: version 3 of the API takes nothing else. */
export const documentKind: FieldKind = {
  operations: ['set'],
  read: (input) => {
    if (input === null) return null;
    if (typeof input !== 'object') {
      throw new FieldProblem(
        'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
      );
    }
    const document = readDocument(input);
    if (document === null) throw new FieldProblem('INVALID_INPUT');
    return document;
  },
  show: (value, _field, scope) =>
    isDocument(value) && scope.viewer.form === 'webhook' ? documentToWiki(value) : value,
  log: (value) => (isDocument(value) ? { id: null, text: documentToWiki(value) } : nothing),
};
