/** Comparing takes time that grows with the length, and nobody mistypes a word as long as this. */
export const LONGEST_COMPARED = 64;

/** The known word that was probably meant; a word that is more than a third wrong is not a slip of the pen. */
export function nearestOf(known: readonly string[], word: string): string | undefined {
  return within(known, word, Math.max(2, word.length / 3));
}

/** The known word that equals `word` apart from case, `-` and `_`, or that `most` changed letters make of it. */
export function nearOf(known: readonly string[], word: string, most = 2): string | undefined {
  return within(known, word, most);
}

function within(known: readonly string[], word: string, most: number): string | undefined {
  if (word.length > LONGEST_COMPARED) return undefined;
  const ranked = known.map((candidate) => ({ candidate, distance: distanceTo(fold(candidate), fold(word)) }));
  ranked.sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= most ? best.candidate : undefined;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '');
}

/** The number of letters to insert, delete or change (Levenshtein). */
function distanceTo(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const change = left[row - 1] === right[column - 1] ? 0 : 1;
      const above = previous[column] ?? 0;
      const before = current[column - 1] ?? 0;
      const diagonal = previous[column - 1] ?? 0;
      current.push(Math.min(above + 1, before + 1, diagonal + change));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
