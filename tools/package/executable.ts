import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fetchNode, type UnpackedNode } from '../node/fetch-node.ts';
import { PACKAGED_NODE, type NodeArch } from '../node/releases.ts';

const BUILD_MS = 180_000;

/** An executable to build. */
export interface ExecutableRequest {
  /** The bundle: one ES module. */
  readonly bundle: string;
  readonly arch: NodeArch;
  readonly output: string;
  /** A folder for what lies in between. */
  readonly work: string;
}

/** Puts the bundle into a copy of Node; answers that Node. The Node that builds is always the one of this machine. */
export function buildExecutable({ bundle, arch, output, work }: ExecutableRequest): UnpackedNode {
  const builder = fetchNode(PACKAGED_NODE, 'x64');
  const target = fetchNode(PACKAGED_NODE, arch);
  const config = join(work, `executable-${arch}.json`);
  const settings = {
    // A name alone: the path stands in the executable, which is to be the same wherever it is built.
    main: basename(bundle),
    mainFormat: 'module',
    executable: join(target.folder, 'bin/node'),
    output,
    disableExperimentalSEAWarning: true,
    // V8's code cache differs from run to run, and is of no use on another architecture.
    useCodeCache: false,
    useSnapshot: false,
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(join(builder.folder, 'bin/node'), ['--build-sea', config], {
    cwd: dirname(bundle),
    stdio: 'pipe',
    timeout: BUILD_MS,
  });
  return target;
}
