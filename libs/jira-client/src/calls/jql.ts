/** A value as a quoted JQL string: it can end neither the string nor the clause. */
export function jqlString(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&').replace(/[\r\n]/g, ' ')}"`;
}
