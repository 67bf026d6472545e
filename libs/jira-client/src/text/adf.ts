import { safeHref, type Block, type Inline, type RichText } from './rich-text.ts';
import { visibleText } from './visible-text.ts';

/** A node of Atlassian Document Format, as far as this library writes it. */
export interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly {
    readonly type: string;
    readonly attrs?: Readonly<Record<string, unknown>>;
  }[];
  readonly content?: readonly AdfNode[];
}

/** A whole ADF document (Cloud, API v3). */
export interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

/** Rich text as an ADF document. Text goes into text nodes alone, so it cannot become anything else. */
export function toAdf(text: RichText): AdfDocument {
  return { type: 'doc', version: 1, content: text.map(toBlockNode) };
}

/** The text of an ADF document, blocks separated by line feeds. Anything that is not ADF reads as empty. */
export function fromAdf(document: unknown): string {
  return textOf(document).replace(/\n+$/, '');
}

function toBlockNode(block: Block): AdfNode {
  switch (block.kind) {
    case 'heading':
      return { type: 'heading', attrs: { level: block.level }, content: toInlineNodes({ text: block.text }) };
    case 'paragraph':
      return { type: 'paragraph', content: block.content.flatMap(toInlineNodes) };
    case 'bullets':
      return { type: 'bulletList', content: block.items.map(toListItem) };
  }
}

function toListItem(item: readonly Inline[]): AdfNode {
  return { type: 'listItem', content: [{ type: 'paragraph', content: item.flatMap(toInlineNodes) }] };
}

/** A text node holds neither nothing nor a line feed. */
function toInlineNodes(inline: Inline): AdfNode[] {
  const marks = marksOf(inline);
  return visibleText(inline.text)
    .split('\n')
    .flatMap((line, index): AdfNode[] => [
      ...(index > 0 ? [{ type: 'hardBreak' }] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line, ...(marks.length > 0 ? { marks } : {}) }]),
    ]);
}

function marksOf({ mark, href }: Inline): NonNullable<AdfNode['marks']> {
  const safe = href === undefined ? undefined : safeHref(href);
  return [
    ...(mark === undefined ? [] : [{ type: mark }]),
    ...(safe === undefined ? [] : [{ type: 'link', attrs: { href: safe } }]),
  ];
}

const BLOCKS = new Set(['paragraph', 'heading', 'codeBlock', 'blockquote', 'listItem', 'tableRow', 'rule']);

/** Written against any depth of nesting: an explicit stack, not recursion. */
function textOf(root: unknown): string {
  const stack: unknown[] = [root];
  let text = '';
  while (stack.length > 0) {
    const node = stack.pop();
    if (node === BLOCK_END) {
      if (!text.endsWith('\n')) text += '\n';
      continue;
    }
    if (!isRecord(node)) continue;
    text += leafText(node);
    if (typeof node['type'] === 'string' && BLOCKS.has(node['type'])) stack.push(BLOCK_END);
    if (Array.isArray(node['content'])) stack.push(...(node['content'] as unknown[]).toReversed());
  }
  return text;
}

const BLOCK_END = Symbol('block end');

function leafText(node: Readonly<Record<string, unknown>>): string {
  if (node['type'] === 'hardBreak') return '\n';
  if (typeof node['text'] === 'string') return node['text'];
  // Mentions, emoji, dates and smart links keep what they show in their attributes.
  const attrs = node['attrs'];
  return isRecord(attrs) && typeof attrs['text'] === 'string' ? attrs['text'] : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
