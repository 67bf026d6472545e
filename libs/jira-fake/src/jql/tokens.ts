import { JqlError } from './jql-error.ts';

/** A piece of a query. Quoted text is never a keyword. */
export interface JqlToken {
  readonly kind: 'word' | 'quoted' | 'sign';
  readonly text: string;
}

const SIGN = /^(!=|!~|<=|>=|=|<|>|~|\(|\)|,|&&|\|\||&|\||!)/;
const WORD = /^[^\s()=!<>~,&|"']+/;

/** Cuts a query into tokens. */
export function jqlTokens(query: string): readonly JqlToken[] {
  const tokens: JqlToken[] = [];
  let at = 0;
  while (at < query.length) {
    const rest = query.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const [token, length] = nextToken(rest, at);
    tokens.push(token);
    at += length;
  }
  return tokens;
}

function nextToken(rest: string, at: number): readonly [JqlToken, number] {
  const first = rest[0];
  if (first === '"' || first === "'") return quoted(rest, first);
  const sign = SIGN.exec(rest)?.[0];
  if (sign !== undefined) return [{ kind: 'sign', text: sign }, sign.length];
  const word = WORD.exec(rest)?.[0];
  if (word !== undefined) return [{ kind: 'word', text: word }, word.length];
  throw new JqlError(
    `Error in the JQL Query: The character '${first ?? ''}' is not valid. (line 1, character ${at + 1})`,
  );
}

function quoted(rest: string, quote: string): readonly [JqlToken, number] {
  let text = '';
  for (let at = 1; at < rest.length; at += 1) {
    const character = rest[at] ?? '';
    if (character === quote) return [{ kind: 'quoted', text }, at + 1];
    if (character === '\\') at += 1;
    text += rest[at] ?? '';
  }
  throw new JqlError(
    `Error in the JQL Query: The quoted string '${text}' has not been completed. (line 1, character 1)`,
  );
}
