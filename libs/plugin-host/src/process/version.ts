import { readFileSync } from 'node:fs';

export interface Version {
  /** As in package.json. */
  readonly number: string;
  /** The commit that a package was built from; packaging writes it as `gitHead`. */
  readonly gitRef: string | undefined;
}

/** Packaging puts a value here: a bundle stands alone, without a package.json above it. */
declare const PLUGIN_BUILD: Version | undefined;

/** The version that packaging wrote into the bundle; else that of the package.json above a file of a program, from sources and from `dist` alike. */
export function readVersion(module: string): Version {
  if (typeof PLUGIN_BUILD !== 'undefined') return PLUGIN_BUILD;
  const text = readFileSync(new URL('../package.json', module), 'utf8');
  const { version, gitHead } = JSON.parse(text) as { readonly version?: string; readonly gitHead?: string };
  return { number: version ?? '0.0.0', gitRef: gitHead };
}

/** One line in the original's form, with Node's version where Go's was. */
export function versionLine(program: string, { number, gitRef }: Version, nodeVersion: string): string {
  return `${program} v${number} git:${gitRef ?? 'none'} node${nodeVersion.replace(/^v/, '')}`;
}
