import {
  type Clause,
  type Comparison,
  comparisons,
  type Operand,
  type OrderBy,
  type Query,
} from './syntax.ts';
import { jqlError, type Token, tokenize } from './token.ts';

const operatorList =
  "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.";
const unsupported = new Set(['was', 'changed']);

/** Reads JQL. Throws a refusal in Jira's words for what cannot be read. */
export function parse(text: string): Query {
  return new Parser(tokenize(text)).query();
}

class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  query(): Query {
    const where = this.#peek().kind === 'end' || this.#isWord('order') ? null : this.#or();
    const orderBy = this.#isWord('order') ? this.#orderBy() : [];
    const rest = this.#peek();
    if (rest.kind !== 'end')
      throw jqlError(`Expecting either 'OR' or 'AND' but got '${rest.text}'.`, rest.at);
    return { where, orderBy };
  }

  #or(): Clause {
    const clauses = [this.#and()];
    while (this.#takeWord('or') || this.#takeSymbol('||') || this.#takeSymbol('|')) clauses.push(this.#and());
    return clauses.length === 1 && clauses[0] ? clauses[0] : { kind: 'or', clauses };
  }

  #and(): Clause {
    const clauses = [this.#not()];
    while (this.#takeWord('and') || this.#takeSymbol('&&') || this.#takeSymbol('&'))
      clauses.push(this.#not());
    return clauses.length === 1 && clauses[0] ? clauses[0] : { kind: 'and', clauses };
  }

  #not(): Clause {
    if (this.#takeWord('not') || this.#takeSymbol('!')) return { kind: 'not', clause: this.#not() };
    if (this.#takeSymbol('(')) {
      const clause = this.#or();
      this.#close();
      return clause;
    }
    return this.#terminal();
  }

  #terminal(): Clause {
    const field = this.#next();
    if (field.kind === 'end') {
      throw jqlError('Expecting a field name but got the end of the query.', field.at);
    }
    if (field.kind === 'symbol') {
      throw jqlError(
        `Expecting a field name but got '${field.text}'. You must surround it in quotation marks to use it as a field name.`,
        field.at,
      );
    }
    const comparison = this.#comparison();
    return { kind: 'terminal', field: field.text, comparison, operands: this.#operands(comparison) };
  }

  #comparison(): Comparison {
    const token = this.#next();
    const word = token.text.toLowerCase();
    if (unsupported.has(word))
      throw jqlError(`The operator '${word.toUpperCase()}' is not supported here.`, token.at);
    if (word === 'not' && this.#takeWord('in')) return 'not in';
    if (word === 'is' && this.#takeWord('not')) return 'is not';
    const found = token.kind === 'string' ? undefined : comparisons.find((comparison) => comparison === word);
    if (!found) {
      throw jqlError(
        token.kind === 'end'
          ? `Expecting operator before the end of the query. ${operatorList}`
          : `Expecting operator but got '${token.text}'. ${operatorList}`,
        token.at,
      );
    }
    return found;
  }

  #operands(comparison: Comparison): readonly Operand[] {
    const isList = comparison === 'in' || comparison === 'not in';
    if (!isList || !this.#takeSymbol('(')) return [this.#operand()];
    const operands = [this.#operand()];
    while (this.#takeSymbol(',')) operands.push(this.#operand());
    this.#close();
    return operands;
  }

  #operand(): Operand {
    const token = this.#next();
    if (token.kind === 'string') return { kind: 'value', text: token.text };
    if (token.kind !== 'word') {
      throw jqlError(
        token.kind === 'end'
          ? 'Expecting either a value, list or function before the end of the query.'
          : `Expecting either a value, list or function but got '${token.text}'. You must surround '${token.text}' in quotation marks to use it as a value.`,
        token.at,
      );
    }
    const word = token.text.toLowerCase();
    if (word === 'empty' || word === 'null') return { kind: 'empty' };
    if (!this.#takeSymbol('(')) return { kind: 'value', text: token.text };
    const parameters: string[] = [];
    while (!this.#takeSymbol(')')) {
      const parameter = this.#next();
      if (parameter.kind === 'end')
        throw jqlError("Expecting ')' before the end of the query.", parameter.at);
      if (parameter.text !== ',') parameters.push(parameter.text);
    }
    return { kind: 'function', name: token.text, parameters };
  }

  #orderBy(): readonly OrderBy[] {
    this.#next();
    const by = this.#next();
    if (by.text.toLowerCase() !== 'by') throw jqlError(`Expecting 'by' but got '${by.text}'.`, by.at);
    const keys: OrderBy[] = [];
    do {
      const field = this.#next();
      if (field.kind === 'end' || field.kind === 'symbol') {
        throw jqlError(`Expecting a field name but got '${field.text}'.`, field.at);
      }
      const direction = this.#takeWord('desc') ? 'desc' : this.#takeWord('asc') ? 'asc' : null;
      keys.push({ field: field.text, direction });
    } while (this.#takeSymbol(','));
    return keys;
  }

  #close(): void {
    const token = this.#next();
    if (token.text !== ')') {
      throw jqlError(
        token.kind === 'end'
          ? "Expecting ')' before the end of the query."
          : `Expecting ')' but got '${token.text}'.`,
        token.at,
      );
    }
  }

  #peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '', at: 0 };
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#position += 1;
    return token;
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#position += 1;
    return true;
  }

  #takeSymbol(symbol: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'symbol' || token.text !== symbol) return false;
    this.#position += 1;
    return true;
  }
}
