/** The cells of the rows of the first table that follows a line of a Markdown page, without its head. */
export function tableUnder(page: string, line: string): readonly (readonly string[])[] {
  const lines = page.split('\n');
  const rows = lines.slice(lines.indexOf(line) + 1).map((text) => text.trim());
  const start = rows.findIndex((text) => text.startsWith('|'));
  const end = rows.findIndex((text, at) => at > start && !text.startsWith('|'));
  if (!lines.includes(line) || start === -1) return [];
  return rows.slice(start + 2, end === -1 ? undefined : end).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
