import { describe, expect, it } from 'vitest';
import { runOptions } from './options.ts';

const stages = ['lint', 'unit', 'e2e'];

describe('the options of a test run', () => {
  it('run everything by default', () => {
    expect(runOptions([], {}, stages)).toEqual({ only: undefined, ci: false });
  });

  it('take some stages', () => {
    expect(runOptions(['--only', 'unit, e2e'], {}, stages).only).toEqual(['unit', 'e2e']);
  });

  it.each(['unti', ''])('refuse the stage "%s"', (name) => {
    expect(() => runOptions(['--only', name], {}, stages)).toThrow('--only takes lint, unit, e2e');
  });

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['', false],
    [undefined, false],
  ])('read CI=%s as %s', (CI, ci) => {
    expect(runOptions([], { CI }, stages).ci).toBe(ci);
  });
});
