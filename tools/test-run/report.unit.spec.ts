import { describe, expect, it } from 'vitest';
import { closingLine, failedStages, stageTable, type StageResult } from './report.ts';

const lint: StageResult = { name: 'lint', seconds: 1.25, ok: true };
const unit: StageResult = { name: 'unit', seconds: 2, ok: true, tests: { passed: 3, failed: 0, skipped: 0 } };
const e2e: StageResult = {
  name: 'e2e',
  seconds: 10,
  ok: false,
  tests: { passed: 4, failed: 1, skipped: 2 },
  note: 'too slow',
};

describe('the closing line', () => {
  it('adds up the tests of every stage', () => {
    expect(closingLine([lint, unit, e2e])).toBe('7 passed, 1 failed, 2 skipped');
  });

  it('says nothing of skipped tests when there are none', () => {
    expect(closingLine([lint, unit])).toBe('3 passed, 0 failed');
  });
});

describe('what failed', () => {
  it('is named', () => {
    expect(failedStages([lint, unit, e2e])).toBe('Failed: e2e');
    expect(failedStages([lint, unit])).toBeUndefined();
  });
});

describe('the table', () => {
  it('has a line per stage, with its tests and the note', () => {
    const [head, , ...lines] = stageTable([lint, unit, e2e]).split('\n');
    expect(head).toMatch(/^stage +result +seconds +passed +failed +skipped$/);
    expect(lines).toEqual([
      expect.stringMatching(/^lint +ok +1\.3$/),
      expect.stringMatching(/^unit +ok +2\.0 +3 +0 +0$/),
      expect.stringMatching(/^e2e +FAILED +10\.0 +4 +1 +2 {2}too slow$/),
    ]);
  });
});
