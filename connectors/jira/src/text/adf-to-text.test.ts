import adfSchema from '@atlaskit/adf-schema/json-schema/v1/full.json' with { type: 'json' };
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adfToText, markdownToAdf, markdownToServiceDeskText } from './index.ts';

const { $schema: _draft, ...definition } = adfSchema as Record<string, unknown>;
const isDocument = new Ajv({ strict: false, allErrors: true }).compile(definition);

const text = (value: string, marks?: unknown[]) => ({
  type: 'text',
  text: value,
  ...(marks ? { marks } : {}),
});
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const document = (...content: unknown[]) => ({ version: 1, type: 'doc', content });
const inline = (type: string, attrs: unknown) => document(paragraph({ type, attrs }));

/** One sample at least for every node type of the schema, with what a reader would read. */
const samples: readonly (readonly [string, unknown, string])[] = [
  ['paragraph', document(paragraph(text('a')), paragraph(text('b'))), 'a\n\nb'],
  ['heading', document({ type: 'heading', attrs: { level: 1 }, content: [text('Title')] }), 'Title'],
  ['hardBreak', document(paragraph(text('a'), { type: 'hardBreak' }, text('b'))), 'a\nb'],
  ['mention', inline('mention', { id: 'abc', text: '@Ada' }), '@Ada'],
  ['mention', inline('mention', { id: 'abc' }), '@abc'],
  ['emoji', inline('emoji', { shortName: ':smile:', text: '😄' }), '😄'],
  ['emoji', inline('emoji', { shortName: ':custom:' }), ':custom:'],
  ['date', inline('date', { timestamp: '1700000000000' }), '2023-11-14'],
  ['date', inline('date', { timestamp: 'soon' }), 'soon'],
  ['status', inline('status', { text: 'DONE', color: 'green' }), 'DONE'],
  ['inlineCard', inline('inlineCard', { url: 'https://x.test/a' }), 'https://x.test/a'],
  ['inlineCard', inline('inlineCard', { data: { url: 'https://x.test/b' } }), 'https://x.test/b'],
  ['placeholder', document(paragraph(text('a'), { type: 'placeholder', attrs: { text: 'hint' } })), 'a'],
  [
    'inlineExtension',
    inline('inlineExtension', { extensionKey: 'k', extensionType: 't', text: 'shown' }),
    'shown',
  ],
  [
    'mediaInline',
    inline('mediaInline', { id: '1', collection: 'c', type: 'image', alt: 'error dialog' }),
    'error dialog',
  ],
  ['blockCard', document({ type: 'blockCard', attrs: { url: 'https://x.test/c' } }), 'https://x.test/c'],
  [
    'embedCard',
    document({ type: 'embedCard', attrs: { url: 'https://x.test/d', layout: 'center' } }),
    'https://x.test/d',
  ],
  [
    'media, mediaSingle, caption',
    document({
      type: 'mediaSingle',
      attrs: { layout: 'center' },
      content: [
        { type: 'media', attrs: { type: 'file', id: '1', collection: 'c', alt: 'a screenshot' } },
        { type: 'caption', content: [text('the dialog')] },
      ],
    }),
    'a screenshot\nthe dialog',
  ],
  [
    'mediaGroup',
    document({
      type: 'mediaGroup',
      content: [{ type: 'media', attrs: { type: 'file', id: '1', collection: 'c', alt: 'log.txt' } }],
    }),
    'log.txt',
  ],
  ['codeBlock', document({ type: 'codeBlock', content: [text('a_b *c*\n  d')] }), 'a_b *c*\n  d'],
  ['blockquote', document({ type: 'blockquote', content: [paragraph(text('q'))] }), 'q'],
  ['rule', document(paragraph(text('a')), { type: 'rule' }, paragraph(text('b'))), 'a\n\nb'],
  ['panel', document({ type: 'panel', attrs: { panelType: 'info' }, content: [paragraph(text('p'))] }), 'p'],
  [
    'expand',
    document({ type: 'expand', attrs: { title: 'Log' }, content: [paragraph(text('line'))] }),
    'Log\nline',
  ],
  [
    'bulletList, orderedList, listItem',
    document({
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [paragraph(text('one'))] },
        {
          type: 'listItem',
          content: [
            paragraph(text('two')),
            {
              type: 'orderedList',
              attrs: { order: 3 },
              content: [{ type: 'listItem', content: [paragraph(text('three'))] }],
            },
          ],
        },
      ],
    }),
    '- one\n- two\n  3. three',
  ],
  [
    'taskList, taskItem',
    document({
      type: 'taskList',
      attrs: { localId: 'l' },
      content: [
        { type: 'taskItem', attrs: { localId: 'a', state: 'DONE' }, content: [text('reboot')] },
        { type: 'taskItem', attrs: { localId: 'b', state: 'TODO' }, content: [text('call')] },
      ],
    }),
    '[x] reboot\n[ ] call',
  ],
  [
    'blockTaskItem',
    document({
      type: 'taskList',
      attrs: { localId: 'l' },
      content: [
        { type: 'blockTaskItem', attrs: { localId: 'a', state: 'TODO' }, content: [paragraph(text('call'))] },
      ],
    }),
    '[ ] call',
  ],
  [
    'decisionList, decisionItem',
    document({
      type: 'decisionList',
      attrs: { localId: 'l' },
      content: [
        { type: 'decisionItem', attrs: { localId: 'a', state: 'DECIDED' }, content: [text('replace it')] },
      ],
    }),
    '- replace it',
  ],
  [
    'table, tableRow, tableHeader, tableCell, nestedExpand',
    document({
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: ['host', 'state'].map((name) => ({
            type: 'tableHeader',
            attrs: {},
            content: [paragraph(text(name))],
          })),
        },
        {
          type: 'tableRow',
          content: [
            { type: 'tableCell', attrs: {}, content: [paragraph(text('db_1'))] },
            {
              type: 'tableCell',
              attrs: {},
              content: [
                { type: 'nestedExpand', attrs: { title: 'down' }, content: [paragraph(text('since 9'))] },
              ],
            },
          ],
        },
      ],
    }),
    'host | state\ndb_1 | down\nsince 9',
  ],
  [
    'layoutSection, layoutColumn',
    document({
      type: 'layoutSection',
      content: ['left', 'right'].map((side) => ({
        type: 'layoutColumn',
        attrs: { width: 50 },
        content: [paragraph(text(side))],
      })),
    }),
    'left\nright',
  ],
  [
    'extension',
    document({ type: 'extension', attrs: { extensionKey: 'k', extensionType: 't', text: 'fallback' } }),
    'fallback',
  ],
  [
    'bodiedExtension',
    document({
      type: 'bodiedExtension',
      attrs: { extensionKey: 'k', extensionType: 't' },
      content: [paragraph(text('body'))],
    }),
    'body',
  ],
  [
    'syncBlock',
    document(paragraph(text('a')), { type: 'syncBlock', attrs: { resourceId: 'r', localId: 'l' } }),
    'a',
  ],
  [
    'bodiedSyncBlock',
    document({
      type: 'bodiedSyncBlock',
      attrs: { resourceId: 'r', localId: 'l' },
      content: [paragraph(text('kept'))],
    }),
    'kept',
  ],
];

function nodeTypes(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(nodeTypes);
  if (typeof value !== 'object' || value === null) return [];
  const { type, content } = value as { type?: unknown; content?: unknown };
  return [...(typeof type === 'string' ? [type] : []), ...nodeTypes(content)];
}

describe('a document of Atlassian’s schema as text', () => {
  it.each(samples)('%s', (_name, sample, expected) => {
    expect(isDocument(sample), JSON.stringify(isDocument.errors?.slice(0, 3))).toBe(true);
    expect(adfToText(sample)).toBe(expected);
  });

  it('has a sample for every node type the schema knows', () => {
    const known = Object.entries(definition.definitions as Record<string, unknown>)
      .filter(([name]) => name.endsWith('_node'))
      .flatMap(([, node]) => {
        const properties = (node as { properties?: { type?: { enum?: string[] } } }).properties;
        return properties?.type?.enum ?? [];
      });
    expect([...new Set(known)].sort()).toEqual(
      [...new Set(samples.flatMap(([, sample]) => nodeTypes(sample)))].sort(),
    );
  });

  it('shows where a link leads', () => {
    const link = (href: string) => [{ type: 'link', attrs: { href } }];
    expect(adfToText(document(paragraph(text('the guide', link('https://x.test/g')))))).toBe(
      'the guide (https://x.test/g)',
    );
    expect(adfToText(document(paragraph(text('https://x.test/g', link('https://x.test/g')))))).toBe(
      'https://x.test/g',
    );
  });

  it('keeps the text of a node it does not know', () => {
    expect(adfToText(document({ type: 'hologram', content: [paragraph(text('still here'))] }))).toBe(
      'still here',
    );
  });

  it.each(['constructor', 'toString', '__proto__'])(
    'takes the type "%s" for one it does not know',
    (type) => {
      expect(adfToText(document({ type, content: [paragraph(text('kept'))] }))).toBe('kept');
    },
  );

  it.each([null, undefined, 'x', 7, [], { type: 'doc' }, { type: 'doc', content: [null, 3, {}] }])(
    'makes nothing of %j',
    (value) => {
      expect(adfToText(value)).toBe('');
    },
  );

  it('survives nesting deeper than any stack', () => {
    let nested: unknown = paragraph(text('deep'));
    for (let depth = 0; depth < 50_000; depth += 1) nested = { type: 'panel', content: [nested] };
    expect(adfToText(document(paragraph(text('top')), nested))).toBe('top');
  });

  it('keeps every word of any paragraphs', () => {
    const words = fc.array(fc.stringMatching(/^[\p{L}\p{N}_.*{}[\]!-]{1,12}$/u), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1 }), (paragraphs) => {
        const result = adfToText(document(...paragraphs.map((line) => paragraph(text(line.join(' '))))));
        expect(result).toBe(paragraphs.map((line) => line.join(' ')).join('\n\n'));
      }),
    );
  });
});

describe('markdown', () => {
  it.each([
    '**Signalbox** set *Topic* to `VPN`\n\n- a\n- b\n  1. c',
    '> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nx_y\n```\n\n---',
    '# Title\n\n[guide](https://x.test) ~~old~~ **_both_**',
    '- [ ] open\n- [x] done',
    'plain',
  ])('becomes a document of the schema: %j', (markdown) => {
    expect(isDocument(markdownToAdf(markdown)), JSON.stringify(isDocument.errors?.slice(0, 3))).toBe(true);
  });

  it('becomes text for the service desk in which no macro, link or image can start', () => {
    expect(
      markdownToServiceDeskText('**Topic**: `VPN` {code} [x|https://e.test] !https://e.test/p.png!'),
    ).toBe('Topic: VPN \\{code} \\[x|https://e.test] \\!https://e.test/p.png\\!');
  });
});
