/** Keys come from the file: cut and escaped, so that they cannot forge a line of the log. */
export function printableKey(key: string): string {
  const short = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  return JSON.stringify(short).slice(1, -1);
}
