import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** A file of a package that names another file which the package does not hold. */
export interface Dangling {
  readonly file: string;
  readonly target: string;
}

/** Everything in an unpacked package that points at a file which is not in it. */
export function danglingReferences(folder: string): readonly Dangling[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return referencesOf(file, text)
      .map((target) => normalize(join(dirname(file), target)))
      .filter((target) => target.startsWith('..') || !existsSync(join(folder, target)))
      .map((target) => ({ file, target }));
  });
}

/** The relative files that a file names: by `exports`, imports, source maps and links. */
function referencesOf(file: string, text: string): readonly string[] {
  if (file === 'package.json')
    return manifestTargets(JSON.parse(text)).map((target) => relative('.', target));
  if (file.endsWith('.map')) return (JSON.parse(text) as { readonly sources: readonly string[] }).sources;
  if (file.endsWith('.md')) return matches(text, /\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g);
  if (!/\.[cm]?[jt]s$/.test(file)) return [];
  const map = matches(text, /^\/\/# sourceMappingURL=(?!data:)(\S+)$/gm);
  const imports = matches(text, /(?:from|import) '(\.{1,2}\/[^']+)'/g).map((target) => meant(file, target));
  return [...map, ...imports];
}

/** The file that TypeScript reads: a declaration's './x.ts' is './x.d.ts', and './x.js' in a source is './x.ts'. */
function meant(file: string, target: string): string {
  if (file.endsWith('.d.ts')) return target.replace(/\.[jt]s$/, '.d.ts');
  return file.endsWith('.ts') ? target.replace(/\.js$/, '.ts') : target;
}

/** Every path below `exports`, `bin`, `main` and `types`. */
function manifestTargets(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const named = Object.entries(value).filter(([key]) => ['exports', 'bin', 'main', 'types'].includes(key));
  return named.flatMap(([, part]) => paths(part));
}

function paths(part: unknown): readonly string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(paths) : [];
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, target]) => (target === undefined ? [] : [target]));
}
