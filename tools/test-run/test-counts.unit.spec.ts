import { describe, expect, it } from 'vitest';
import { addCounts, countTests } from './test-counts.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

describe('countTests', () => {
  it('counts passed, failed and everything else as skipped', () => {
    const report = { testResults: [file('failed', 'passed', 'failed', 'pending', 'todo', 'skipped')] };
    expect(countTests(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 3 });
  });

  it('takes a file that could not be loaded for a failure', () => {
    const report = { testResults: [file('passed', 'passed'), file('failed')] };
    expect(countTests(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('takes a bad end that names no test for a failure', () => {
    expect(countTests({ testResults: [file('passed', 'passed')] }, 1).failed).toBe(1);
  });

  it.each([undefined, null, 'text', {}, { testResults: 1 }, { testResults: [{}] }])(
    'takes a report that is none (%j) for a failure',
    (report) => {
      expect(countTests(report, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    },
  );
});

describe('addCounts', () => {
  it('adds every number', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(addCounts([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });

  it('is zero for nothing', () => {
    expect(addCounts([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});
