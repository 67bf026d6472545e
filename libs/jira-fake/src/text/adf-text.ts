import type { AdfDocument, AdfNode } from './adf.ts';

/** The characters of a document, one line per block. */
export function adfText(document: AdfDocument): string {
  return document.content.map(nodeText).join('\n').trim();
}

/** The characters of one node. */
export function nodeText(node: AdfNode): string {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === 'hardBreak') return '\n';
  const attribute = node.attrs?.['text'] ?? node.attrs?.['url'];
  if (typeof attribute === 'string') return attribute;
  const separator = node.content?.some((child) => child.type === 'paragraph') ? '\n' : '';
  return (node.content ?? []).map(nodeText).join(isList(node) ? '\n' : separator);
}

function isList(node: AdfNode): boolean {
  return node.type === 'bulletList' || node.type === 'orderedList' || node.type === 'table';
}
