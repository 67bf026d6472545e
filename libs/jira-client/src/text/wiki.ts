import { safeHref, type Block, type Inline, type RichText } from './rich-text.ts';
import { visibleText } from './visible-text.ts';

/** Rich text as Jira wiki markup (Data Center, API v2). Everything that markup could read is escaped. */
export function toWiki(text: RichText): string {
  return text.map(toBlockMarkup).join('\n\n');
}

/**
 * Text in which no wiki construct is left: no macro, link, mention, image, emphasis, list, heading,
 * table, emoticon, line break or automatic link. Punctuation that markup gives a meaning to becomes a
 * numeric character reference, which the renderer shows as the character and never parses.
 * (A backslash would do for most, but two of them are a line break and not every sign has one.)
 */
export function escapeWiki(text: string): string {
  return visibleText(text)
    .replace(SPECIAL, reference)
    .replace(LINE_MARKER, (_, before: string, word: string) => `${before}${word}&#46;`);
}

/** The plain text of wiki markup as people write it in comments: references and escapes resolved. */
export function fromWiki(markup: string): string {
  return markup
    .replace(/\r\n?/g, '\n')
    .replace(/\\\\(?=\s|$)/g, '\n')
    .replace(/\\([^\s\w])/g, '$1')
    .replace(/&#(\d{1,7});/g, (whole, code: string) => character(Number(code)) ?? whole);
}

const SPECIAL = /[\\{}[\]*_\-+^~?!|#@&<>():;%"']/g;
const LINE_MARKER = /(^|\n)([^\S\n]*(?:h[1-6]|bq))\./g;

function reference(sign: string): string {
  return `&#${String(sign.charCodeAt(0))};`;
}

function character(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function toBlockMarkup(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `h${String(block.level)}. ${oneLine(block.text)}`;
    case 'paragraph':
      return block.content.map(toInlineMarkup).join('');
    case 'bullets':
      return block.items.map((item) => `* ${item.map(toItemMarkup).join('')}`).join('\n');
  }
}

function oneLine(text: string): string {
  return escapeWiki(text.replace(/\s*\n\s*/g, ' '));
}

function toItemMarkup(inline: Inline): string {
  return toInlineMarkup({ ...inline, text: inline.text.replace(/\s*\n\s*/g, ' ') });
}

function toInlineMarkup({ text, mark, href }: Inline): string {
  const marked = withMark(escapeWiki(text), mark);
  const safe = href === undefined ? undefined : safeHref(href);
  return safe === undefined ? marked : `[${marked}|${escapeHref(safe)}]`;
}

/** Emphasis does not span lines, and does not hold nothing. */
function withMark(markup: string, mark: Inline['mark']): string {
  if (mark === undefined || markup.trim() === '' || markup.includes('\n')) return markup;
  return mark === 'code' ? `{{${markup}}}` : `*${markup}*`;
}

/** What would end the link, percent-encoded: the address stays the same one. */
function escapeHref(href: string): string {
  return href.replace(/[|[\]{}\\^!*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
