import { describe, expect, it } from 'vitest';
import { readFault } from './fault-input.ts';

describe('readFault', () => {
  it('fills what is left out', () => {
    expect(readFault({ action: 'drop', times: 1 })).toEqual({
      action: 'drop',
      times: 1,
      match: {},
      when: 'before',
    });
  });

  it.each([
    ['text', 'JSON object'],
    [{}, '"action" is one of hold, drop, error, delay'],
    [{ action: 'explode' }, '"action" is one of'],
    [{ action: 'drop', when: 'during' }, '"when"'],
    [{ action: 'drop', match: '/rest' }, '"match"'],
  ])('says what is wrong with %j', (value, text) => {
    expect(readFault(value)).toEqual(expect.stringContaining(text));
  });
});
