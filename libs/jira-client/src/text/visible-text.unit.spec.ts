import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText } from './any-text.fixture.ts';
import { visibleName, visibleText } from './visible-text.ts';

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

it.each([
  ['a zero-width non-joiner', 'ed\u200citor', 'ed[U+200C]itor'],
  ['a zero-width joiner', 'ed\u200ditor', 'ed[U+200D]itor'],
  ['a combining grapheme joiner', 'ed\u034fitor', 'ed[U+034F]itor'],
  ['a braille blank', 'editor\u2800', 'editor[U+2800]'],
  ['a variation selector', 'editor\ufe0f', 'editor[U+FE0F]'],
  ['a variation selector of the supplement', 'editor\u{e0100}', 'editor[U+E0100]'],
  ['a Mongolian variation selector', 'editor\u180b', 'editor[U+180B]'],
  ['a Hangul filler', 'editor\u3164', 'editor[U+3164]'],
  ['a right-to-left override', 'user\u202enimda', 'user[U+202E]nimda'],
])('S32: a name shows %s, which running text may keep', (_, given, shown) => {
  expect(visibleName(given)).toBe(shown);
});

it('S32: a name shows every invisible character, and nothing else changes', () => {
  expect(visibleName('Zoë O’Neil 山田 ผู้ดูแล')).toBe('Zoë O’Neil 山田 ผู้ดูแล');
  fc.assert(
    fc.property(anyText(), (text) => {
      const shown = visibleName(text);
      expect(shown).not.toMatch(/[\p{Default_Ignorable_Code_Point}\u2800]|\p{Surrogate}/u);
      expect(visibleName(shown)).toBe(shown);
    }),
  );
});
