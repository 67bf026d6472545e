/** Whether a whole text matches a pattern in which `*` is any text and `?` any one sign. Takes no longer than both lengths multiplied. */
export function matchesGlob(pattern: string, text: string): boolean {
  const signs = [...text];
  const wanted = [...pattern];
  let at = 0;
  let next = 0;
  // Where to go on when the text after the last star did not match: one sign further into it.
  let star: { readonly next: number; readonly at: number } | undefined;
  while (at < signs.length) {
    if (wanted[next] === '*') {
      star = { next: next + 1, at };
      next += 1;
    } else if (next < wanted.length && (wanted[next] === '?' || wanted[next] === signs[at])) {
      at += 1;
      next += 1;
    } else if (star !== undefined) {
      star = { next: star.next, at: star.at + 1 };
      ({ next, at } = star);
    } else {
      return false;
    }
  }
  return wanted.slice(next).every((sign) => sign === '*');
}
