/** Jira's time format: milliseconds, an offset without a colon. */
export function jiraTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}
