/** How many tests of one run, or of several together, ended how. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export const NO_TESTS: TestCounts = { passed: 0, failed: 0, skipped: 0 };

/**
 * Counts the tests of a vitest run from its JSON report. A file that failed before its tests could run counts as one
 * failure, and so does a run that ended badly without naming a test: neither may look like a pass.
 */
export function countTests(report: unknown, exitCode: number): TestCounts {
  if (!isReport(report)) return { ...NO_TESTS, failed: 1 };
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed),
  );
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failedTests = tests.filter(isFailed).length;
  const failed = failedTests + brokenFiles.length;
  return {
    passed,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: tests.length - passed - failedTests,
  };
}

/** The counts of several runs together. */
export function addCounts(counts: readonly TestCounts[]): TestCounts {
  return counts.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    NO_TESTS,
  );
}

function isFailed({ status }: { readonly status: string }): boolean {
  return status === 'failed';
}

function isReport(value: unknown): value is VitestReport {
  return (
    typeof value === 'object' &&
    value !== null &&
    'testResults' in value &&
    Array.isArray(value.testResults) &&
    value.testResults.every(
      (file: unknown) =>
        typeof file === 'object' &&
        file !== null &&
        'assertionResults' in file &&
        Array.isArray(file.assertionResults),
    )
  );
}
