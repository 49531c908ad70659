import type { AtlassianDocument, DocumentNode } from '../state/index.ts';

/** Plain text as the portal stores it: blank lines part paragraphs, single line breaks stay. */
export function plainToDocument(text: string): AtlassianDocument {
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '');
  return { type: 'doc', version: 1, content: paragraphs.map(paragraph) };
}

function paragraph(text: string): DocumentNode {
  const content: DocumentNode[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) content.push({ type: 'hardBreak' });
    if (line !== '') content.push({ type: 'text', text: line });
  }
  return { type: 'paragraph', content };
}

/** Wiki markup as the service desk's comments take it. Formatting stays text; escapes are undone. */
export const wikiToDocument = (markup: string): AtlassianDocument =>
  plainToDocument(markup.replaceAll(/\\([{}[\]!*_+\-^~|\\])/g, '$1'));
