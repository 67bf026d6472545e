/** A source file and its length. */
export interface MeasuredFile {
  readonly path: string;
  readonly lines: number;
}

/** How long the files of a project are. */
export interface Measure {
  readonly files: number;
  readonly median: number;
  readonly p90: number;
  readonly max: number;
}

export const BUDGET = { median: 80, p90: 180, max: 300 };

/** A share of a project's files may be long only if there are some: below this number only the maximum counts. */
const FEWEST_FOR_SHARES = 5;

/** The lengths of a project's files. Zero everywhere for an empty project. */
export function measure(files: readonly MeasuredFile[]): Measure {
  const lengths = files.map(({ lines }) => lines).sort((left, right) => left - right);
  return {
    files: lengths.length,
    median: atShare(lengths, 0.5),
    p90: atShare(lengths, 0.9),
    max: lengths.at(-1) ?? 0,
  };
}

/** What is over budget, one sentence each. Excused files count towards the median and p90, not the maximum. */
export function overBudget(
  files: readonly MeasuredFile[],
  excused: Readonly<Record<string, string>>,
): readonly string[] {
  const { median, p90 } = measure(files);
  const long = files.filter(({ path, lines }) => lines > BUDGET.max && !Object.hasOwn(excused, path));
  const faults = long.map(({ path, lines }) => `${path} has ${lines} lines, more than ${BUDGET.max}`);
  if (files.length < FEWEST_FOR_SHARES) return faults;
  if (median > BUDGET.median) faults.push(`the median file has ${median} lines, more than ${BUDGET.median}`);
  if (p90 > BUDGET.p90) faults.push(`one file in ten has ${p90} lines or more, above ${BUDGET.p90}`);
  return faults;
}

/** The smallest value that at least this share of the sorted values does not exceed. */
function atShare(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
