import type { SiteSettings } from '@org/jira-fake';

/** Names of settings that are switches; all others are numbers. */
const SWITCHES = ['tokensDead', 'keepsHistoryMetadata'];

/** Limits that `null` lifts. */
const LIMITS = ['burstPerSecond', 'issueWritesPer2s'];

/** Reads changed settings; the text says what is wrong. `null` lifts a limit. */
export function readSettings(current: SiteSettings, value: unknown): Partial<SiteSettings> | string {
  if (typeof value !== 'object' || value === null) return 'Settings are a JSON object.';
  for (const [name, setting] of Object.entries(value)) {
    if (!(name in current)) return `There is no setting ${name}. Known: ${Object.keys(current).join(', ')}.`;
    if (LIMITS.includes(name) && setting === null) continue;
    const wanted = SWITCHES.includes(name) ? 'boolean' : 'number';
    if (typeof setting !== wanted) return `${name} is a ${wanted}.`;
  }
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([name, setting]) => [name, setting ?? undefined]),
  );
}
