import type { AtlassianDocument, StoredValue } from '../state/index.ts';
import { documentToWiki, readDocument, readRichText } from '../text/index.ts';
import { type FieldKind, FieldProblem, nothing } from './field-kind.ts';

const isDocument = (value: StoredValue): value is AtlassianDocument =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Rich text: version 3 of the API takes documents and nothing else, version 2 takes wiki markup. */
export const documentKind: FieldKind = {
  operations: ['set'],
  read: (input, _field, { viewer }) => {
    if (input === null) return null;
    if (viewer.version === 2) {
      const document = readRichText(input, 2);
      if (document === null) throw new FieldProblem('Operation value must be a string');
      return document.content.length === 0 ? null : document;
    }
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
    isDocument(value) && scope.viewer.version === 2 ? documentToWiki(value) : value,
  log: (value) => (isDocument(value) ? { id: null, text: documentToWiki(value) } : nothing),
};
