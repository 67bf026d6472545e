import { describe, expect, it } from 'vitest';
import { measure, overBudget } from './line-budget.ts';

const filesOf = (...lengths: number[]) => lengths.map((lines, index) => ({ path: `f${index}.ts`, lines }));

describe('measure', () => {
  it('takes the middle and the ninth of ten', () => {
    const files = filesOf(100, 20, 30, 40, 50, 60, 70, 80, 90, 10);
    expect(measure(files)).toEqual({ files: 10, median: 50, p90: 90, max: 100 });
  });

  it('is zero for nothing', () => {
    expect(measure([])).toEqual({ files: 0, median: 0, p90: 0, max: 0 });
  });
});

describe('overBudget', () => {
  it('takes files at the limits', () => {
    expect(overBudget(filesOf(80, 80, 80, 80, 80, 80, 80, 180, 180, 300), {})).toEqual([]);
  });

  it('names a file that is too long, unless it is excused', () => {
    expect(overBudget(filesOf(301), {})).toEqual(['f0.ts has 301 lines, more than 300']);
    expect(overBudget(filesOf(301), { 'f0.ts': 'a table' })).toEqual([]);
  });

  it('names a median and a ninth tenth that are too long', () => {
    expect(overBudget(filesOf(81, 81, 81, 81, 181), {})).toEqual([
      'the median file has 81 lines, more than 80',
      'one file in ten has 181 lines or more, above 180',
    ]);
  });

  it('does not speak of shares where there are few files', () => {
    expect(overBudget(filesOf(200, 200), {})).toEqual([]);
  });
});
