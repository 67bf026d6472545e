import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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

const LEFT_OUT = new Set(['node_modules', 'dist', 'out-tsc', 'gen']);

/** The classes under a folder that are errors with a `code`. */
export function codedErrors(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : codedErrors(path);
    if (!entry.name.endsWith('.ts') || /\.(spec|fixture|d)\.ts$/.test(entry.name)) return [];
    const source = readFileSync(path, 'utf8');
    const classes = source.matchAll(/^(?:export )?class (\w+) extends Error\b[^{]*\{([\s\S]*?)^\}/gm);
    // A status of gRPC or HTTP is a number, not one of a closed list of words.
    return [...classes]
      .filter(([, , body = '']) => /^ {2}readonly code: \w*Code\b/m.test(body))
      .map(([, name = '']) => name);
  });
}
