/** One thing wrong with a configuration file. No part of it repeats a configured value: it may be a secret. */
export interface Fault {
  /** The full key, for example `jira.url`. */
  readonly key: string;
  /** What is wrong, to be read after the key: "is missing". */
  readonly problem: string;
  /** What would be right: "an https:// address". */
  readonly expected: string;
  /** A line that could stand in the file. */
  readonly example: string;
}

/** Where reading a configuration puts what it finds, so that one run finds everything. */
export interface Findings {
  readonly faults: Fault[];
  readonly warnings: string[];
}

export function formatFaults(file: string, faults: readonly Fault[]): string {
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const lines = faults.map(
    ({ key, problem, expected, example }) =>
      `  ${key} ${problem}; expected ${expected}, for example: ${example}`,
  );
  return [`The configuration ${file} has ${count}:`, ...lines].join('\n');
}
