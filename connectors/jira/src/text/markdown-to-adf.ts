import { markdownToAdf as convert } from 'marklassian';
import { adfToText } from './adf-to-text.ts';

export interface AdfDocument {
  readonly version: 1;
  readonly type: 'doc';
  readonly content: readonly unknown[];
}

/** An Atlassian document of markdown, for fields and comments of REST v3. */
export function markdownToAdf(markdown: string): AdfDocument {
  return convert(markdown);
}

/** Characters that begin a macro, a link or an image in wiki markup. */
const macroStart = /[{[!]/g;

/**
 * Markdown as the service desk's comment wants it: plain text, in which nothing can become a link, a macro or a remote
 * image. Words of a ticket may stand in it, and a ticket is written by strangers.
 */
export function markdownToServiceDeskText(markdown: string): string {
  return adfToText(convert(markdown)).replace(macroStart, '\\$&');
}
