import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One way into a package, as its `exports` name it. */
export interface EntryPoint {
  /** `.` or `./testing`. */
  readonly path: string;
  /** The declaration file, from the package's folder. */
  readonly types: string;
}

/** A package that is published. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** From the root of the repository. */
  readonly folder: string;
  readonly entryPoints: readonly EntryPoint[];
  readonly dependencies: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The packages of `libs` and `apps` that are not private, by name. */
export function publishedPackages(root: string): readonly PublishedPackage[] {
  const folders = ['libs', 'apps'].flatMap((part) =>
    readdirSync(join(root, part)).map((name) => `${part}/${name}`),
  );
  return folders
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .flatMap((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
      return manifest.private === true ? [] : [toPackage(folder, manifest)];
    })
    .toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
}

function toPackage(
  folder: string,
  { name, version, exports = {}, dependencies = {} }: Manifest,
): PublishedPackage {
  const entryPoints = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'string' || target.types === undefined ? [] : [{ path, types: target.types }],
  );
  return { name, version, folder, entryPoints, dependencies };
}
