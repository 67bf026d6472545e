import { visibleName, visibleText } from '../../text/visible-text.ts';

/** Jira's limits count UTF-16 units; what people see as one character is never split. */
export function fitText(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
  // A little beyond the limit, to see whether a character goes on there; all of it would take long.
  const start = boundaryBefore(text, maxUnits - 1);
  let kept = start;
  for (const { index, segment } of characters.segment(text.slice(start, maxUnits + 8))) {
    const end = start + index + segment.length;
    if (end > maxUnits - 1) break;
    kept = end;
  }
  return `${text.slice(0, kept)}…`;
}

/** Segmenting takes long, so only this much before the cut is looked at. */
const WINDOW = 500;

/**
 * A place shortly before `end` where a character surely begins: between two printable ASCII signs, else
 * where the window begins (which in a text without any of those is a guess, save at the text's start).
 */
function boundaryBefore(text: string, end: number): number {
  const from = Math.max(0, end - WINDOW);
  if (from === 0) return 0;
  const sure = /^[^]*[ -~](?=[ -~])/.exec(text.slice(from, end));
  if (sure !== null) return from + sure[0].length;
  // Not between the halves of a surrogate pair.
  return /[\udc00-\udfff]/.test(text.charAt(from)) ? from + 1 : from;
}

/** Text in one line, nothing in it hidden, of bounded length. */
export function fitLine(text: string, maxUnits: number): string {
  return fitText(visibleText(text).replace(/\s+/g, ' ').trim(), maxUnits);
}

/** A name in one line of bounded length, with every character that draws nothing shown by its code point. */
export function fitName(name: string, maxUnits: number): string {
  return fitLine(visibleName(name), maxUnits);
}
