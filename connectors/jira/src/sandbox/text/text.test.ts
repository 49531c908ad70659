import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentNode } from '../state/index.ts';
import { documentToWiki } from './document-to-wiki.ts';
import { plainToDocument, wikiToDocument } from './plain-to-document.ts';
import { readDocument } from './read-document.ts';

const text = (value: string, ...marks: DocumentNode[]): DocumentNode => ({
  type: 'text',
  text: value,
  marks,
});
const paragraph = (...content: DocumentNode[]): DocumentNode => ({ type: 'paragraph', content });
const wiki = (...content: DocumentNode[]): string => documentToWiki({ type: 'doc', version: 1, content });

test.each([
  ['a heading', [{ type: 'heading', attrs: { level: 2 }, content: [text('Steps')] }], 'h2. Steps'],
  [
    'marks',
    [paragraph(text('now', { type: 'strong' }), text(' or '), text('a_b', { type: 'code' }))],
    '*now* or {{a_b}}',
  ],
  [
    'a link',
    [paragraph(text('here', { type: 'link', attrs: { href: 'https://example.com' } }))],
    '[here|https://example.com]',
  ],
  ['a mention', [paragraph({ type: 'mention', attrs: { id: 'abc' } })], '[~accountid:abc]'],
  [
    'nested lists',
    [
      {
        type: 'bulletList',
        content: [
          {
            type: 'listItem',
            content: [
              paragraph(text('a')),
              { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph(text('b'))] }] },
            ],
          },
          { type: 'listItem', content: [paragraph(text('c'))] },
        ],
      },
    ],
    '* a\n*# b\n* c',
  ],
  [
    'code',
    [{ type: 'codeBlock', attrs: { language: 'sh' }, content: [{ type: 'text', text: 'echo {x}' }] }],
    '{code:sh}\necho {x}\n{code}',
  ],
  [
    'a table',
    [
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [{ type: 'tableHeader', content: [paragraph(text('h'))] }] },
          { type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(text('c'))] }] },
        ],
      },
    ],
    '||h|\n|c|',
  ],
  [
    'a line break and what would be a macro',
    [paragraph(text('{noformat}'), { type: 'hardBreak' }, text('[x]!'))],
    '\\{noformat}\n\\[x]\\!',
  ],
] as const)('%s as wiki markup', (_what, content, expected) => {
  expect(wiki(...content)).toBe(expected);
});

test('plain text makes a valid document that keeps its words and lines', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z ,.]*[a-z]$/), { minLength: 1 }), (lines) => {
      const plain = lines.join('\n');
      const document = plainToDocument(plain);
      expect(readDocument(document)).toEqual(document);
      expect(documentToWiki(document)).toBe(plain);
    }),
  );
});

test('escapes of wiki markup are undone, and made again', () => {
  expect(documentToWiki(wikiToDocument('a \\[link] \\{code}'))).toBe('a \\[link] \\{code}');
});

test.each([
  ['text', 'hello'],
  ['an empty text node', { type: 'doc', version: 1, content: [paragraph(text(''))] }],
  ['another version', { type: 'doc', version: 2, content: [] }],
  ['a node without a type', { type: 'doc', version: 1, content: [{}] }],
  ['nothing', null],
])('%s is no document', (_what, input) => {
  expect(readDocument(input)).toBeNull();
});
