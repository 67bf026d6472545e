import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

/** What the bundle says of itself. */
export interface BuildIdentity {
  readonly version: string;
  /** The commit. */
  readonly gitRef: string;
}

/** What to bundle, and where to. */
export interface BundleRequest {
  readonly root: string;
  readonly identity: BuildIdentity;
  readonly outfile: string;
}

/** Packages of CommonJS ask for built-in modules by `require`, which an ES module does not have. */
const BANNER = `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);`;

/** Makes one ES module of the plugin and all it imports; answers the folders of the packages that went into it. */
export async function bundlePlugin({ root, identity, outfile }: BundleRequest): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['apps/jira-plugin/src/main.ts'],
    outfile,
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    conditions: ['@org/source'],
    // Names stay: they stand in error messages and stack traces.
    minifyWhitespace: true,
    legalComments: 'none',
    define: { PLUGIN_BUILD: JSON.stringify({ number: identity.version, gitRef: identity.gitRef }) },
    banner: { js: BANNER },
    logLevel: 'warning',
  });
  return packageFolders(metafile).map((folder) => join(root, folder));
}

/** The folders below node_modules that gave at least one file. */
export function packageFolders({ inputs }: Pick<Metafile, 'inputs'>): readonly string[] {
  const folders = Object.keys(inputs).flatMap((file) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
    return folder === undefined ? [] : [folder];
  });
  return [...new Set(folders)].toSorted();
}
