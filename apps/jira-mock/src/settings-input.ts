import type { SiteSettings } from '@org/jira-fake';

/** Limits that `null` lifts. */
const LIMITS = ['burstPerSecond', 'issueWritesPer2s'];

type Check = readonly [what: string, fits: (value: unknown) => boolean];

/** What the settings take that are no numbers. */
const OTHERS: Readonly<Partial<Record<string, Check>>> = {
  tokensDead: switchCheck(),
  keepsHistoryMetadata: switchCheck(),
  keepsCreateProperties: switchCheck(),
  pagesRepeat: switchCheck(),
  unreadableIssues: ['a list of texts', (value) => Array.isArray(value) && value.every(isText)],
  mistakenReads: ['an object of texts', isObjectOfTexts],
  internalByOthers: ['"public" or "refused"', (value) => value === 'public' || value === 'refused'],
};

const NUMBER: Check = ['a number', (value) => typeof value === 'number'];

/** Reads changed settings; the text says what is wrong. `null` lifts a limit. */
export function readSettings(current: SiteSettings, value: unknown): Partial<SiteSettings> | string {
  if (typeof value !== 'object' || value === null) return 'Settings are a JSON object.';
  for (const [name, setting] of Object.entries(value)) {
    if (!(name in current)) return `There is no setting ${name}. Known: ${Object.keys(current).join(', ')}.`;
    if (LIMITS.includes(name) && setting === null) continue;
    const [what, fits] = OTHERS[name] ?? NUMBER;
    if (!fits(setting)) return `${name} is ${what}.`;
  }
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([name, setting]) => [name, setting ?? undefined]),
  );
}

function switchCheck(): Check {
  return ['a boolean', (value) => typeof value === 'boolean'];
}

/** Whether `value` is a JSON object whose values are all texts. */
export function isObjectOfTexts(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText)
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
