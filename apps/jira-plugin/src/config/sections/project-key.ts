/** The key of a Jira project, or `undefined` for what cannot be one. */
export function parseProjectKey(value: string): string | undefined {
  return /^[A-Za-z][A-Za-z0-9_]{0,254}$/.test(value) ? value : undefined;
}
