import type { AdfMark, AdfNode } from './adf.ts';
import { withReferencesRead } from './character-reference.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly node: (match: RegExpExecArray) => readonly AdfNode[];
}

const RULES: readonly Rule[] = [
  { pattern: /^\\\\(?!\\)/, node: () => [{ type: 'hardBreak' }] },
  { pattern: /^\\([^\w\s])/, node: (match) => text(match[1] ?? '') },
  { pattern: /^&#\w{1,7};/, node: (match) => text(withReferencesRead(match[0])) },
  {
    pattern: /^\{\{(.+?)\}\}/,
    node: (match) => marked(text(withReferencesRead(match[1] ?? '')), { type: 'code' }),
  },
  {
    pattern: /^\[~(?:accountid:)?([^\]\s]+)\]/,
    node: (match) => [{ type: 'mention', attrs: { id: match[1], text: `@${match[1] ?? ''}` } }],
  },
  {
    pattern: /^\[([^\]|\n]+)\|([^\]\s]+)\]/,
    node: (match) => marked(wikiInline(match[1] ?? ''), { type: 'link', attrs: { href: match[2] } }),
  },
  {
    pattern: /^\[((?:https?:|mailto:)[^\]\s]+)\]/,
    node: (match) => marked(text(match[1] ?? ''), { type: 'link', attrs: { href: match[1] } }),
  },
  {
    pattern: /^https?:\/\/[^\s|\]]+/,
    node: (match) => marked(text(match[0]), { type: 'link', attrs: { href: match[0] } }),
  },
  emphasis('*', 'strong'),
  emphasis('_', 'em'),
  emphasis('-', 'strike'),
  emphasis('+', 'underline'),
];

/** The inline nodes of one line of wiki markup. */
export function wikiInline(line: string): readonly AdfNode[] {
  const nodes: AdfNode[] = [];
  let plain = '';
  let at = 0;
  while (at < line.length) {
    const found = match(line, at);
    if (found === undefined) {
      plain += line[at] ?? '';
      at += 1;
      continue;
    }
    nodes.push(...text(plain), ...found.nodes);
    plain = '';
    at += found.length;
  }
  return join([...nodes, ...text(plain)]);
}

function match(line: string, at: number): { nodes: readonly AdfNode[]; length: number } | undefined {
  const afterWord = at > 0 && /\w/.test(line[at - 1] ?? '');
  const rest = line.slice(at);
  for (const rule of RULES) {
    if (afterWord && /^[*_+\-h]/.test(rest)) return undefined;
    const found = rule.pattern.exec(rest);
    if (found !== null) return { nodes: rule.node(found), length: found[0].length };
  }
  return undefined;
}

function emphasis(sign: string, type: string): Rule {
  const pattern = new RegExp(`^\\${sign}(\\S|\\S.*?\\S)\\${sign}(?!\\w)`);
  return { pattern, node: (found) => marked(wikiInline(found[1] ?? ''), { type }) };
}

function marked(nodes: readonly AdfNode[], mark: AdfMark): readonly AdfNode[] {
  return nodes.map((node) =>
    node.type === 'text' ? { ...node, marks: [...(node.marks ?? []), mark] } : node,
  );
}

function text(value: string): readonly AdfNode[] {
  return value === '' ? [] : [{ type: 'text', text: value }];
}

/** An escaped character must not split a text node in two. */
function join(nodes: readonly AdfNode[]): readonly AdfNode[] {
  const joined: AdfNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (last !== undefined && isBareText(last) && isBareText(node)) {
      joined[joined.length - 1] = { type: 'text', text: `${last.text ?? ''}${node.text ?? ''}` };
    } else joined.push(node);
  }
  return joined;
}

function isBareText(node: AdfNode): boolean {
  return node.type === 'text' && node.marks === undefined;
}
