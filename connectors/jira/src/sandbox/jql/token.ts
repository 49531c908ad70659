import { Refusal } from '../http/index.ts';

export interface Token {
  readonly kind: 'word' | 'string' | 'symbol' | 'end';
  readonly text: string;
  /** Character in the query, from 1, for error messages. */
  readonly at: number;
}

const symbols = ['!=', '!~', '>=', '<=', '&&', '||', '=', '~', '>', '<', '(', ')', ',', '!', '&', '|'];
const wordEnd = /[\s()=,!~<>&|"']/;

export const jqlError = (message: string, at?: number): Refusal =>
  new Refusal(400, [
    `Error in the JQL Query: ${message}${at === undefined ? '' : ` (line 1, character ${at})`}`,
  ]);

/** Splits a query into tokens. Throws a refusal for a quote that does not end. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < query.length) {
    const character = query.charAt(position);
    const at = position + 1;
    if (/\s/.test(character)) {
      position += 1;
      continue;
    }
    if (character === '"' || character === "'") {
      const { text, end } = quoted(query, position);
      tokens.push({ kind: 'string', text, at });
      position = end;
      continue;
    }
    const symbol = symbols.find((candidate) => query.startsWith(candidate, position));
    if (symbol !== undefined) {
      tokens.push({ kind: 'symbol', text: symbol, at });
      position += symbol.length;
      continue;
    }
    let end = position;
    while (end < query.length && !wordEnd.test(query.charAt(end))) end += 1;
    tokens.push({ kind: 'word', text: query.slice(position, end), at });
    position = end;
  }
  tokens.push({ kind: 'end', text: '', at: query.length + 1 });
  return tokens;
}

function quoted(query: string, start: number): { readonly text: string; readonly end: number } {
  const quote = query.charAt(start);
  let text = '';
  for (let position = start + 1; position < query.length; position += 1) {
    const character = query.charAt(position);
    if (character === quote) return { text, end: position + 1 };
    if (character === '\\') {
      position += 1;
      const escaped = query.charAt(position);
      text += escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped;
    } else text += character;
  }
  throw jqlError(`The quoted string '${query.slice(start + 1)}' has not been completed.`, start + 1);
}
