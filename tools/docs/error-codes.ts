/** The members of a union of texts (`type X = ...;`), or of a constant list (`const X = [...]`), in a source text. */
export function codesIn(source: string, name: string): readonly string[] {
  // An apostrophe in a comment is no quote.
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const [, declaration = ''] = code.split(new RegExp(`\\b(?:type|const) ${name} =`));
  const own = declaration.split(';')[0] ?? '';
  return [...own.matchAll(/'([^']+)'/g)].map(([, text = '']) => text);
}

/** The first cells of the table under a heading of a Markdown page, without their backticks. */
export function documentedCodes(page: string, heading: string): readonly string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const own = section.split(/\n#{2,} /)[0] ?? '';
  return [...own.matchAll(/^\| `([^`]+)`/gm)].map(([, code = '']) => code);
}
