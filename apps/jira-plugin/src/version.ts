import { readFileSync } from 'node:fs';

export interface Version {
  /** As in package.json. */
  readonly number: string;
  /** The commit that a package was built from; packaging writes it as `gitHead`. */
  readonly gitRef: string | undefined;
}

/** Reads the version from the package.json above this file, from sources and from `dist` alike. */
export function readVersion(): Version {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version, gitHead } = JSON.parse(text) as { readonly version?: string; readonly gitHead?: string };
  return { number: version ?? '0.0.0', gitRef: gitHead };
}

/** One line in the original's form, with Node's version where Go's was. */
export function versionLine({ number, gitRef }: Version, nodeVersion: string): string {
  return `teleport-jira v${number} git:${gitRef ?? 'none'} node${nodeVersion.replace(/^v/, '')}`;
}
