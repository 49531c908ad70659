import { escapeMarkup } from '../escape-markup.ts';

/** Markup that is safe to put into a page: only {@link html} and {@link raw} make it. */
export interface Markup {
  readonly markup: string;
}

export type Piece = string | number | Markup | readonly Markup[];

function render(piece: Piece): string {
  if (typeof piece === 'string') return escapeMarkup(piece);
  if (typeof piece === 'number') return String(piece);
  if ('markup' in piece) return piece.markup;
  return piece.map(({ markup }) => markup).join('');
}

/** A template whose values are escaped, unless they are markup themselves. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { markup: strings.reduce((sum, text, index) => sum + render(pieces[index - 1] ?? '') + text) };
}

/** Markup from elsewhere in this program, as it is. */
export function raw(markup: string): Markup {
  return { markup };
}

export const nothing: Markup = { markup: '' };
