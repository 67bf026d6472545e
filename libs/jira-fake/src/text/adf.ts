/** A mark on a text node. */
export interface AdfMark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** A node of an Atlassian document. */
export interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly AdfMark[];
  readonly content?: readonly AdfNode[];
}

/** A whole Atlassian document. */
export interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

const INLINE = new Set(['text', 'hardBreak', 'mention', 'emoji', 'inlineCard', 'date', 'status']);
const BLOCK = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'codeBlock',
  'blockquote',
  'rule',
  'panel',
  'table',
  'tableRow',
  'tableCell',
  'tableHeader',
  'taskList',
  'taskItem',
  'expand',
  'mediaSingle',
  'mediaGroup',
  'media',
]);

/** Whether the value is an Atlassian document that Jira would take: known nodes, non-empty text nodes. */
export function isAdf(value: unknown): value is AdfDocument {
  if (!isRecord(value) || value['type'] !== 'doc' || value['version'] !== 1) return false;
  const content = value['content'];
  return Array.isArray(content) && content.every((node) => isNode(node) && BLOCK.has(node.type));
}

function isNode(value: unknown): value is AdfNode {
  if (!isRecord(value) || typeof value['type'] !== 'string') return false;
  if (!INLINE.has(value['type']) && !BLOCK.has(value['type'])) return false;
  if (value['type'] === 'text') return typeof value['text'] === 'string' && value['text'] !== '';
  const content = value['content'];
  return content === undefined || (Array.isArray(content) && content.every(isNode));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
