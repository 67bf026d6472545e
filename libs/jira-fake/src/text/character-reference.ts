/**
 * Text with numeric character references (`&#45;`, `&#x2d;`) read as the characters that they name. Jira's renderer hands
 * them on to the browser, so that they show as the character and never begin markup.
 */
export function withReferencesRead(text: string): string {
  return text.replaceAll(/&#(\d{1,7}|x[\da-f]{1,6});/gi, (whole, code: string) => {
    const point = Number(code.startsWith('x') || code.startsWith('X') ? `0${code}` : code);
    return isCharacter(point) ? String.fromCodePoint(point) : whole;
  });
}

/** Neither nothing, nor half a pair, nor beyond Unicode. */
function isCharacter(point: number): boolean {
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
}
