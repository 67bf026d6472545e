/**
 * Control and bidirectional characters can hide or reorder what an approver reads. Each becomes
 * something visible: a control picture (U+2400 block) or its code point in brackets.
 * Line feeds and tabs stay; CR LF becomes a line feed. Unpaired surrogates become U+FFFD.
 */
export function visibleText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n/g, '\n')
    .replace(HIDDEN, show);
}

/** Controls, bidirectional marks and overrides, zero-width characters, line separators, tag characters. */
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- finding control characters is the purpose
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

function show(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
