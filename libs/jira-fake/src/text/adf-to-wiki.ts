import type { AdfDocument, AdfMark, AdfNode } from './adf.ts';
import { nodeText } from './adf-text.ts';

/** Wiki markup for a document, as Jira answers it through v2. */
export function adfToWiki(document: AdfDocument): string {
  return document.content.map((node) => block(node, '')).join('\n\n');
}

function block(node: AdfNode, bullets: string): string {
  switch (node.type) {
    case 'paragraph':
      return inline(node);
    case 'heading':
      return `h${levelOf(node)}. ${inline(node)}`;
    case 'bulletList':
      return items(node, `${bullets}*`);
    case 'orderedList':
      return items(node, `${bullets}#`);
    case 'codeBlock':
      return codeBlock(node);
    case 'blockquote':
      return `{quote}${blocks(node)}{quote}`;
    case 'panel':
      return `{panel}\n${blocks(node)}\n{panel}`;
    case 'rule':
      return '----';
    case 'table':
      return (node.content ?? []).map(row).join('\n');
    default:
      return blocks(node);
  }
}

function levelOf(node: AdfNode): number {
  const level = node.attrs?.['level'];
  return typeof level === 'number' ? level : 1;
}

function blocks(node: AdfNode): string {
  return (node.content ?? []).map((child) => block(child, '')).join('\n\n');
}

function items(list: AdfNode, bullets: string): string {
  return (list.content ?? [])
    .map((item) =>
      (item.content ?? [])
        .map((child) => (isList(child) ? block(child, bullets) : `${bullets} ${block(child, bullets)}`))
        .join('\n'),
    )
    .join('\n');
}

function isList(node: AdfNode): boolean {
  return node.type === 'bulletList' || node.type === 'orderedList';
}

function codeBlock(node: AdfNode): string {
  const language = node.attrs?.['language'];
  const tag = typeof language === 'string' ? `{code:${language}}` : '{noformat}';
  const end = typeof language === 'string' ? '{code}' : '{noformat}';
  return `${tag}${(node.content ?? []).map(nodeText).join('')}${end}`;
}

function row(node: AdfNode): string {
  const cells = node.content ?? [];
  const bar = cells.some((cell) => cell.type === 'tableHeader') ? '||' : '|';
  return `${bar}${cells.map((cell) => blocks(cell)).join(bar)}${bar}`;
}

function inline(node: AdfNode): string {
  return (node.content ?? []).map(inlineNode).join('');
}

function inlineNode(node: AdfNode): string {
  if (node.type === 'hardBreak') return '\n';
  if (node.type === 'mention') return mention(node);
  if (node.type !== 'text') return nodeText(node);
  const marks = node.marks ?? [];
  const code = marks.some((mark) => mark.type === 'code');
  return marks.reduce(withMark, code ? (node.text ?? '') : escapeWiki(node.text ?? ''));
}

function mention(node: AdfNode): string {
  const id = node.attrs?.['id'];
  return typeof id === 'string' ? `[~accountid:${id}]` : nodeText(node);
}

function withMark(text: string, mark: AdfMark): string {
  switch (mark.type) {
    case 'strong':
      return `*${text}*`;
    case 'em':
      return `_${text}_`;
    case 'code':
      return `{{${text}}}`;
    case 'strike':
      return `-${text}-`;
    case 'underline':
      return `+${text}+`;
    case 'link': {
      const href = mark.attrs?.['href'];
      return typeof href === 'string' ? (href === text ? `[${href}]` : `[${text}|${href}]`) : text;
    }
    default:
      return text;
  }
}

/** Jira escapes only what would otherwise begin markup; brackets and braces are the ones that always do. */
function escapeWiki(text: string): string {
  return text.replace(/[[\]{}]/g, '\\$&');
}
