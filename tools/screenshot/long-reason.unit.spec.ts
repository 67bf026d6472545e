import { expect, it } from 'vitest';
import { longReason } from './long-reason.ts';

it('is 4,096 characters of lines that all differ, to its last word', () => {
  const reason = longReason();
  expect([...reason]).toHaveLength(4096);
  const lines = reason.split('\n').filter((line) => line !== '');
  expect(new Set(lines).size).toBe(lines.length);
  expect(reason).toMatch(/\p{Emoji_Presentation}.*\p{Script=Hebrew}.*\p{Script=Arabic}/su);
  expect(reason.endsWith('✔')).toBe(true);
});
