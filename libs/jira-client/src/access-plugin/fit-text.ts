import { visibleText } from '../visible-text.ts';

/** Jira's limits count UTF-16 units; what people see as one character is never split. */
export function fitText(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
  // A little beyond the limit, to see whether a character goes on there; all of it would take long.
  const head = text.slice(0, maxUnits + 8);
  let kept = 0;
  for (const { index, segment } of characters.segment(head)) {
    const end = index + segment.length;
    if (end > maxUnits - 1) break;
    kept = end;
  }
  return `${head.slice(0, kept)}…`;
}

/** Text in one line, nothing in it hidden, of bounded length. */
export function fitLine(text: string, maxUnits: number): string {
  return fitText(visibleText(text).replace(/\s+/g, ' ').trim(), maxUnits);
}
