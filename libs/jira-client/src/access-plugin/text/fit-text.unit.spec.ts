import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText } from '../../text/any-text.fixture.ts';
import { fitLine, fitText } from './fit-text.ts';

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

it('keeps what fits, to the last unit', () => {
  expect(fitText('abc', 3)).toBe('abc');
  expect(fitText('abcd', 3)).toBe('ab…');
  expect(fitText('x'.repeat(255), 255)).toHaveLength(255);
});

it('never splits what people see as one character', () => {
  const family = '👩‍👩‍👧‍👦';
  expect(fitText(`ab${family}cd`, 8)).toBe('ab…');
  expect(fitText(family.repeat(3), 12)).toBe(`${family}…`);
  expect(fitText('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
});

it('stays within the limit, and is a prefix that ends between characters', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (given, max) => {
      const fitted = fitText(given, max);
      expect(fitted.length).toBeLessThanOrEqual(max);
      if (fitted === given) return;
      const kept = fitted.slice(0, -1);
      const starts = [...characters.segment(given)].map(({ index }) => index);
      expect(given.startsWith(kept)).toBe(true);
      expect(starts).toContain(kept.length);
    }),
  );
});

it('cuts long texts as carefully as short ones', () => {
  const family = '👩‍👩‍👧‍👦';
  for (const filler of ['x', '漢', '👍']) {
    const text = filler.repeat(3000 / filler.length) + family.repeat(10);
    for (let max = 2990; max < 3040; max += 1) {
      const kept = fitText(text, max).slice(0, -1);
      const rest = kept.slice(3000);
      expect(kept.length).toBeLessThan(max);
      expect(text.startsWith(kept)).toBe(true);
      expect(rest.length % family.length).toBe(0);
      expect(kept).not.toMatch(/[\ud800-\udbff]$/);
      expect(max - 1 - kept.length).toBeLessThan(family.length);
    }
  }
});

it('makes one line of anything, with nothing hidden in it', () => {
  expect(fitLine(' a \r\n b\u202e ', 255)).toBe('a b[U+202E]');
  fc.assert(
    fc.property(anyText(400), (given) => {
      const line = fitLine(given, 255);
      expect(line.length).toBeLessThanOrEqual(255);
      expect(line).not.toMatch(/[\n\r\u2028\u202e]/);
    }),
  );
});
