/** One thing wrong with a configuration file. No part of it repeats a configured value: it may be a secret. */
export interface Fault {
  /** The full key, for example `jira.url`. */
  readonly key: string;
  /** What is wrong, to be read after the key: "is missing". */
  readonly problem: string;
  /** What would be right: "an https:// address". */
  readonly expected?: string;
  /** A line that could stand in the file. */
  readonly example?: string;
  /** A sentence that follows. */
  readonly hint?: string;
}

/** A key of the file that has no effect. */
export interface IgnoredKey {
  readonly key: string;
  /** The known key that was probably meant. */
  readonly meant: string | undefined;
}

/** Where reading a configuration puts what it finds, so that one run finds everything. */
export interface Findings {
  readonly faults: Fault[];
  readonly warnings: string[];
}

/** One message for all faults, each key once. A key that is ignored stands beside the fault that it explains. */
export function formatFaults(file: string, faults: readonly Fault[], ignored: readonly IgnoredKey[]): string {
  const once = faults.filter(({ key }, index) => faults.findIndex((fault) => fault.key === key) === index);
  const count = once.length === 1 ? 'one fault' : `${once.length} faults`;
  const others = ignored.filter(({ meant }) => !once.some(({ key }) => key === meant));
  return [
    `The configuration ${file} has ${count}:`,
    ...once.map((fault) => `  ${faultText(fault, ignored)}`),
    ...others.map((key) => `  Ignored beside these: ${ignoredText(key)}`),
  ].join('\n');
}

/** The sentence that warns of a key without effect. */
export function ignoredText({ key, meant }: IgnoredKey): string {
  return `${key} is not a known key and is ignored.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

function faultText({ key, problem, expected, example, hint }: Fault, ignored: readonly IgnoredKey[]): string {
  const found = ignored.find(({ meant }) => meant === key);
  const explained =
    found === undefined ? hint : `The file has ${found.key}, which is not a known key; is that meant?`;
  return [
    `${key} ${problem}`,
    expected === undefined ? '' : `; expected ${expected}`,
    example === undefined ? '' : `, for example: ${example}`,
    explained === undefined ? '' : `. ${explained}`,
  ].join('');
}
