import type { AtlassianDocument, DocumentNode } from '../state/index.ts';

/** A document as Jira writes it into webhooks and the second version of its API: wiki markup. */
export function documentToWiki(document: AtlassianDocument): string {
  return blocks(document.content, '');
}

function blocks(nodes: readonly DocumentNode[], bullet: string): string {
  return nodes.map((node) => block(node, bullet)).join(bullet === '' ? '\n\n' : '\n');
}

function block(node: DocumentNode, bullet: string): string {
  const content = node.content ?? [];
  switch (node.type) {
    case 'heading':
      return `h${Number(node.attrs?.level ?? 1)}. ${inline(content)}`;
    case 'bulletList':
    case 'orderedList': {
      const mark = bullet + (node.type === 'bulletList' ? '*' : '#');
      return content.map((item) => listItem(item, mark)).join('\n');
    }
    case 'codeBlock': {
      const language = typeof node.attrs?.language === 'string' ? `:${node.attrs.language}` : '';
      return `{code${language}}\n${content.map((child) => child.text ?? '').join('')}\n{code}`;
    }
    case 'blockquote':
      return `{quote}${blocks(content, '')}{quote}`;
    case 'panel':
      return `{panel}\n${blocks(content, '')}\n{panel}`;
    case 'rule':
      return '----';
    case 'table':
      return content.map(tableRow).join('\n');
    case 'mediaSingle':
    case 'mediaGroup':
      return '';
    default:
      return content.some((child) => blockTypes.has(child.type)) ? blocks(content, bullet) : inline(content);
  }
}

const blockTypes = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'codeBlock',
  'panel',
  'table',
  'rule',
]);

function listItem(item: DocumentNode, mark: string): string {
  return (item.content ?? [])
    .map((child, index) => (index === 0 ? `${mark} ${block(child, mark)}` : block(child, mark)))
    .join('\n');
}

function tableRow(row: DocumentNode): string {
  const cells = row.content ?? [];
  return cells
    .map((cell) => `${cell.type === 'tableHeader' ? '||' : '|'}${blocks(cell.content ?? [], '')}`)
    .join('')
    .concat('|');
}

function inline(nodes: readonly DocumentNode[]): string {
  return nodes.map(inlineNode).join('');
}

function inlineNode(node: DocumentNode): string {
  const attribute = (name: string): string => String(node.attrs?.[name] ?? '');
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduce(marked, isCode(node) ? (node.text ?? '') : escaped(node.text ?? ''));
    case 'hardBreak':
      return '\n';
    case 'mention':
      return `[~accountid:${attribute('id')}]`;
    case 'emoji':
      return attribute('text') || attribute('shortName');
    case 'inlineCard':
      return `[${attribute('url')}]`;
    case 'date':
      return new Date(Number(attribute('timestamp'))).toISOString().slice(0, 10);
    case 'status':
      return attribute('text');
    default:
      return inline(node.content ?? []);
  }
}

/** Characters that would begin a macro, a link or an image. */
const escaped = (text: string): string => text.replaceAll(/[{[!\\]/g, '\\$&');

const isCode = (node: DocumentNode): boolean => (node.marks ?? []).some((mark) => mark.type === 'code');

function marked(text: string, mark: DocumentNode): string {
  const signs: Readonly<Record<string, readonly [string, string]>> = {
    strong: ['*', '*'],
    em: ['_', '_'],
    code: ['{{', '}}'],
    strike: ['-', '-'],
    underline: ['+', '+'],
  };
  if (mark.type === 'link') return `[${text}|${String(mark.attrs?.href ?? '')}]`;
  const [before, after] = signs[mark.type] ?? ['', ''];
  return `${before}${text}${after}`;
}
