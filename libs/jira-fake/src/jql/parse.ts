import { JqlError } from './jql-error.ts';
import type { JqlCondition, JqlOperator, JqlOrder, JqlQuery } from './query.ts';
import { jqlTokens, type JqlToken } from './tokens.ts';

const SIGNS: Readonly<Record<string, JqlOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
  '~': '~',
  '!~': '!~',
};

/** Reads a query; throws a JqlError with Jira's text. */
export function parseJql(query: string): JqlQuery {
  return new Parser(jqlTokens(query)).query();
}

class Parser {
  readonly #tokens: readonly JqlToken[];
  #at = 0;

  constructor(tokens: readonly JqlToken[]) {
    this.#tokens = tokens;
  }

  query(): JqlQuery {
    const bounded = this.#tokens.length > 0 && !this.#isWord('order');
    const condition = bounded ? this.#any() : undefined;
    const order = this.#order();
    if (this.#at < this.#tokens.length) throw this.#expected("either 'OR' or 'AND'");
    return { condition, order };
  }

  #any(): JqlCondition {
    const parts = [this.#all()];
    while (this.#takeWord('or') || this.#takeSign('||') || this.#takeSign('|')) parts.push(this.#all());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'any', parts };
  }

  #all(): JqlCondition {
    const parts = [this.#single()];
    while (this.#takeWord('and') || this.#takeSign('&&') || this.#takeSign('&')) parts.push(this.#single());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'all', parts };
  }

  #single(): JqlCondition {
    if (this.#takeWord('not') || this.#takeSign('!')) return { kind: 'not', part: this.#single() };
    if (!this.#takeSign('(')) return this.#clause();
    const inside = this.#any();
    if (!this.#takeSign(')')) throw this.#expected("')'");
    return inside;
  }

  #clause(): JqlCondition {
    const field = this.#take('a field name');
    const next = this.#tokens[this.#at];
    // A bare word is a text search.
    if (next === undefined || (next.kind !== 'sign' && !this.#isOperatorWord())) {
      return { kind: 'clause', field: 'text', operator: '~', operands: [field] };
    }
    const operator = this.#operator();
    const operands = operator === 'in' || operator === 'not in' ? this.#list() : [this.#operand()];
    return { kind: 'clause', field: field.toLowerCase(), operator, operands };
  }

  #isOperatorWord(): boolean {
    return this.#isWord('in') || this.#isWord('not') || this.#isWord('is');
  }

  #operator(): JqlOperator {
    const sign = SIGNS[this.#tokens[this.#at]?.text ?? ''];
    if (sign !== undefined) {
      this.#at += 1;
      return sign;
    }
    if (this.#takeWord('in')) return 'in';
    if (this.#takeWord('is')) return this.#takeWord('not') ? 'is not' : 'is';
    if (this.#takeWord('not') && this.#takeWord('in')) return 'not in';
    throw this.#expected('operator');
  }

  #list(): readonly string[] {
    if (!this.#takeSign('(')) throw this.#expected("'('");
    const operands = [this.#operand()];
    while (this.#takeSign(',')) operands.push(this.#operand());
    if (!this.#takeSign(')')) throw this.#expected("')'");
    return operands;
  }

  /** A value, or a function call such as `currentUser()`. */
  #operand(): string {
    const text = this.#take('either a value, list or function');
    const called = this.#tokens[this.#at - 1]?.kind === 'word' && this.#takeSign('(');
    if (!called) return text;
    if (!this.#takeSign(')')) throw this.#expected("')'");
    return `${text}()`;
  }

  #order(): readonly JqlOrder[] {
    if (!this.#takeWord('order')) return [];
    if (!this.#takeWord('by')) throw this.#expected("'BY'");
    const order = [this.#sort()];
    while (this.#takeSign(',')) order.push(this.#sort());
    if (order.length > 7) throw new JqlError('The JQL query has more than the allowed 7 fields in ORDER BY.');
    return order;
  }

  #sort(): JqlOrder {
    const field = this.#take('a field name').toLowerCase();
    const descending = this.#takeWord('desc');
    if (!descending) this.#takeWord('asc');
    return { field, descending };
  }

  #take(what: string): string {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'sign') throw this.#expected(what);
    this.#at += 1;
    return token.text;
  }

  #isWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'word' && token.text.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#at += 1;
    return found;
  }

  #takeSign(sign: string): boolean {
    const token = this.#tokens[this.#at];
    const found = token?.kind === 'sign' && token.text === sign;
    if (found) this.#at += 1;
    return found;
  }

  #expected(what: string): JqlError {
    const token = this.#tokens[this.#at];
    const got = token === undefined ? 'got the end of the query' : `got '${token.text}'`;
    return new JqlError(
      `Error in the JQL Query: Expecting ${what} but ${got}. (line 1, character ${this.#at + 1})`,
    );
  }
}
