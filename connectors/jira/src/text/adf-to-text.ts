import { type AdfNode, adfNode, attributeText, cardAddress } from './adf-node.ts';

/** Deeper nesting than any editor makes; below it text is left out, so that a hostile document cannot exhaust the stack. */
const deepest = 200;

type Reader = (node: AdfNode, depth: number) => string;

function texts(content: readonly unknown[], depth: number): string[] {
  if (depth > deepest) return [];
  return content.map((child) => {
    const node = adfNode(child);
    return node ? (readers.get(node.type) ?? readUnknown)(node, depth + 1) : '';
  });
}

const joined =
  (separator: string): Reader =>
  (node, depth) =>
    texts(node.content, depth)
      .filter((text) => text !== '')
      .join(separator);

const readInline: Reader = (node, depth) => texts(node.content, depth).join('');
const readBlocks = joined('\n\n');
const readLines = joined('\n');
const readUnknown: Reader = (node, depth) => node.text + readLines(node, depth);
const readNothing: Reader = () => '';
const readCard: Reader = (node) => cardAddress(node);

const readText: Reader = (node) => {
  const address = node.marks
    .map(adfNode)
    .filter((mark) => mark?.type === 'link')
    .map((mark) => (mark ? attributeText(mark, 'href') : ''))[0];
  return address && !address.endsWith(node.text) ? `${node.text} (${address})` : node.text;
};

const readDate: Reader = (node) => {
  const timestamp = attributeText(node, 'timestamp');
  const date = new Date(Number(timestamp));
  return Number.isNaN(date.getTime()) ? timestamp : date.toISOString().slice(0, 10);
};

const titled: Reader = (node, depth) =>
  [attributeText(node, 'title'), readLines(node, depth)].filter((text) => text !== '').join('\n');

const extension: Reader = (node, depth) =>
  [attributeText(node, 'text'), readLines(node, depth)].filter((text) => text !== '').join('\n');

/** Items under their own bullet; what spans lines is indented, so that nested lists stay readable. */
const list =
  (bullet: (node: AdfNode, index: number) => string): Reader =>
  (node, depth) =>
    texts(node.content, depth)
      .map((text, index) => (text === '' ? '' : `${bullet(node, index)}${text.replaceAll('\n', '\n  ')}`))
      .filter((text) => text !== '')
      .join('\n');

const firstNumber = (node: AdfNode): number => Number(attributeText(node, 'order') || 1);
const readTask: Reader = (node, depth) =>
  `${attributeText(node, 'state') === 'DONE' ? '[x]' : '[ ]'} ${readInline(node, depth)}`;

/** Every node of Atlassian's schema (`@atlaskit/adf-schema`, checked by a test); others give their text and children. */
const readers: ReadonlyMap<string, Reader> = new Map(
  Object.entries<Reader>({
    doc: readBlocks,
    paragraph: readInline,
    heading: readInline,
    text: readText,
    hardBreak: () => '\n',
    mention: (node) => attributeText(node, 'text') || `@${attributeText(node, 'id')}`,
    emoji: (node) => attributeText(node, 'text') || attributeText(node, 'shortName'),
    date: readDate,
    status: (node) => attributeText(node, 'text'),
    inlineCard: readCard,
    blockCard: readCard,
    embedCard: readCard,
    media: (node) => attributeText(node, 'alt'),
    mediaInline: (node) => attributeText(node, 'alt'),
    mediaSingle: readLines,
    mediaGroup: readLines,
    caption: readInline,
    codeBlock: readInline,
    blockquote: readLines,
    panel: readLines,
    expand: titled,
    nestedExpand: titled,
    bulletList: list(() => '- '),
    orderedList: list((node, index) => `${firstNumber(node) + index}. `),
    listItem: readLines,
    taskList: readLines,
    taskItem: readTask,
    blockTaskItem: readTask,
    decisionList: list(() => '- '),
    decisionItem: readInline,
    table: readLines,
    tableRow: joined(' | '),
    tableCell: joined(' '),
    tableHeader: joined(' '),
    layoutSection: readLines,
    layoutColumn: readLines,
    extension,
    bodiedExtension: extension,
    inlineExtension: extension,
    bodiedSyncBlock: readLines,
    // A reference to a block on another page, a line, and an editor's hint carry no text of the ticket.
    syncBlock: readNothing,
    rule: readNothing,
    placeholder: readNothing,
  }),
);

/** Plain text of an Atlassian document: the reader's words in reading order, without formatting. */
export function adfToText(document: unknown): string {
  return texts([document], 0).join('').trim();
}
