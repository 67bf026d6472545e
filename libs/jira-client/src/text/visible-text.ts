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

/**
 * A name as `visibleText` shows it, and with every other character that draws nothing shown too: joiners, variation
 * selectors, fillers, blanks. Two names that differ by such a character look alike. Running text keeps them, since emoji
 * and several scripts are written with them.
 */
export function visibleName(name: string): string {
  return visibleText(name).replace(INVISIBLE, show);
}

/** The characters of a text that draw nothing, each as often as it stands there. White space is not among them. */
export function invisibleIn(text: string): readonly string[] {
  return [...(text.match(HIDDEN) ?? []), ...(text.match(INVISIBLE) ?? [])];
}

/** What Unicode lets a renderer leave out, and the braille pattern without dots. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

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
