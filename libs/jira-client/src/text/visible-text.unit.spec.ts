import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText } from './any-text.fixture.ts';
import { visibleText } from './visible-text.ts';

it.each([
  ['a right-to-left override', 'user\u202Enimda', 'user[U+202E]nimda'],
  ['a zero-width space', 'ad\u200Bmin', 'ad[U+200B]min'],
  ['a null', 'a\u0000b', 'a\u2400b'],
  ['an escape', '\u001b[31m', '\u241b[31m'],
  ['a lone carriage return', 'a\rb', 'a\u240db'],
  ['an unpaired surrogate', 'a\ud800b', 'a\ufffdb'],
  ['a tag character', 'a\u{e0041}', 'a[U+E0041]'],
])('shows %s', (_, given, shown) => {
  expect(visibleText(given)).toBe(shown);
});

it('leaves letters of every script, emoji and lines alone', () => {
  const text = 'Ünï\tשלום\n你好 👩‍🚀 🇩🇪';
  expect(visibleText(text)).toBe(text);
});

it('S20: leaves nothing hidden, and changes nothing the second time', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const shown = visibleText(text);
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]|\p{Surrogate}/u);
      expect(visibleText(shown)).toBe(shown);
    }),
  );
});
