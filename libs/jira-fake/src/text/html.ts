import type { AdfMark, AdfNode } from './adf.ts';
import { asAdf, type RichText } from './rich-text.ts';

const TAGS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  panel: 'div',
  table: 'table',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
};

/** Rich text as Jira's `renderedFields` and its pages show it. Everything is escaped. */
export function richTextHtml(text: RichText): string {
  return asAdf(text).content.map(nodeHtml).join('\n');
}

function nodeHtml(node: AdfNode): string {
  const inside = (node.content ?? []).map(nodeHtml).join('');
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduce(markHtml, escapeHtml(node.text ?? ''));
    case 'hardBreak':
      return '<br/>';
    case 'rule':
      return '<hr/>';
    case 'codeBlock':
      return `<pre>${inside}</pre>`;
    case 'heading': {
      const level = node.attrs?.['level'];
      return `<h${typeof level === 'number' ? level : 1}>${inside}</h${typeof level === 'number' ? level : 1}>`;
    }
    case 'mention':
    case 'inlineCard':
    case 'emoji':
      return `<span class="${node.type}">${escapeHtml(attributeText(node))}</span>`;
    default: {
      const tag = TAGS[node.type] ?? 'div';
      return `<${tag}>${inside}</${tag}>`;
    }
  }
}

function attributeText(node: AdfNode): string {
  const text = node.attrs?.['text'] ?? node.attrs?.['url'] ?? node.attrs?.['id'];
  return typeof text === 'string' ? text : '';
}

function markHtml(html: string, mark: AdfMark): string {
  switch (mark.type) {
    case 'strong':
      return `<b>${html}</b>`;
    case 'em':
      return `<em>${html}</em>`;
    case 'code':
      return `<tt>${html}</tt>`;
    case 'strike':
      return `<del>${html}</del>`;
    case 'underline':
      return `<ins>${html}</ins>`;
    case 'link':
      return linkHtml(html, mark.attrs?.['href']);
    default:
      return html;
  }
}

/** Only web and mail addresses become links: a page that shows strangers' text must not run it. */
function linkHtml(html: string, href: unknown): string {
  if (typeof href !== 'string' || !/^(https?:|mailto:)/i.test(href)) return html;
  return `<a href="${escapeHtml(href)}" rel="nofollow noreferrer">${html}</a>`;
}

/** Text made safe for HTML. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
