import fc from 'fast-check';

const TRICKY = [
  ...'\\{}[]*_-+^~?!|#@&<>():;%"\'\n\r\t \u0000\u001b\u00ad\u200b\u200d\u202e\u2028\ufeff\u{e0041}',
];

/** Text of any code points, unpaired surrogates included, with a bias to what hides, breaks lines or is markup. */
export function anyText(maxLength = 40): fc.Arbitrary<string> {
  const character = fc.oneof(
    fc.constantFrom(...TRICKY),
    fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
  );
  return fc.array(character, { maxLength, size: 'max' }).map((characters) => characters.join(''));
}
