import type { AdfDocument, AdfNode } from './adf.ts';
import { wikiInline } from './wiki-inline.ts';

const FENCE = /^\{(noformat|code|quote|panel)(?::([^}]*))?\}/;

/** The document that Jira shows through v3 for markup written through v2. */
export function wikiToAdf(markup: string): AdfDocument {
  const lines = markup.replace(/\r\n?/g, '\n').split('\n');
  return { type: 'doc', version: 1, content: readBlocks(lines) };
}

function readBlocks(lines: readonly string[]): AdfNode[] {
  const blocks: AdfNode[] = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = readBlock(lines, at);
    if (node !== undefined) blocks.push(node);
    at = next;
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number): readonly [AdfNode | undefined, number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [undefined, at + 1];
  if (FENCE.test(line)) return readFence(lines, at);
  const heading = /^h([1-6])\.\s+(.*)$/.exec(line);
  if (heading !== null) {
    return [
      { type: 'heading', attrs: { level: Number(heading[1]) }, content: wikiInline(heading[2] ?? '') },
      at + 1,
    ];
  }
  if (/^-{4,}\s*$/.test(line)) return [{ type: 'rule' }, at + 1];
  if (/^[*#-]\s+/.test(line)) return readList(lines, at);
  return readParagraph(lines, at);
}

function readFence(lines: readonly string[], at: number): readonly [AdfNode, number] {
  const [whole, name, argument] = FENCE.exec(lines[at] ?? '') ?? ['', 'noformat'];
  const close = `{${name ?? 'noformat'}}`;
  const rest = [(lines[at] ?? '').slice(whole.length), ...lines.slice(at + 1)].join('\n');
  const end = rest.indexOf(close);
  const inside = end < 0 ? rest : rest.slice(0, end);
  const consumed = inside.split('\n').length;
  const node = name === 'quote' || name === 'panel' ? container(name, inside) : code(inside, argument);
  return [node, end < 0 ? lines.length : at + consumed];
}

function container(name: string, inside: string): AdfNode {
  const content = readBlocks(inside.split('\n'));
  return name === 'quote'
    ? { type: 'blockquote', content }
    : { type: 'panel', attrs: { panelType: 'info' }, content };
}

function code(inside: string, language: string | undefined): AdfNode {
  const text = inside.replace(/^\n|\n$/g, '');
  return {
    type: 'codeBlock',
    ...(language === undefined ? {} : { attrs: { language } }),
    content: text === '' ? [] : [{ type: 'text', text }],
  };
}

function readList(lines: readonly string[], at: number): readonly [AdfNode, number] {
  const ordered = (lines[at] ?? '').startsWith('#');
  const pattern = ordered ? /^#\s+(.*)$/ : /^[*-]\s+(.*)$/;
  const items: AdfNode[] = [];
  let next = at;
  for (let found = pattern.exec(lines[next] ?? ''); found !== null; found = pattern.exec(lines[next] ?? '')) {
    items.push({ type: 'listItem', content: [{ type: 'paragraph', content: wikiInline(found[1] ?? '') }] });
    next += 1;
  }
  return [{ type: ordered ? 'orderedList' : 'bulletList', content: items }, next];
}

function readParagraph(lines: readonly string[], at: number): readonly [AdfNode, number] {
  const content: AdfNode[] = [];
  let next = at;
  while (next < lines.length && isPlain(lines[next] ?? '')) {
    if (next > at) content.push({ type: 'hardBreak' });
    content.push(...wikiInline(lines[next] ?? ''));
    next += 1;
  }
  return [{ type: 'paragraph', content }, Math.max(next, at + 1)];
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && !FENCE.test(line) && !/^(h[1-6]\.\s|[*#-]\s|-{4,}\s*$)/.test(line);
}
