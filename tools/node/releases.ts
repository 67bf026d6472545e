/** A release of Node as npm's `node-linux-<arch>` packages carry it. */
export interface NodeRelease {
  readonly version: string;
  /** npm's integrity of the package, by architecture: what is unpacked and run is what was looked at once. */
  readonly integrity: Readonly<Partial<Record<NodeArch, string>>>;
}

export const NODE_ARCHES = ['x64', 'arm64'] as const;

/** An architecture in Node's words. */
export type NodeArch = (typeof NODE_ARCHES)[number];

/** The releases that tests and packages use, by major version. Renovate proposes newer ones. */
export const NODE_RELEASES: Readonly<Record<string, NodeRelease>> = {
  '24': {
    version: '24.22.3',
    integrity: {
      x64: 'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
    },
  },
  '26': {
    version: '26.12.1',
    integrity: {
      x64: 'sha512-jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==',
      arm64:
        'sha512-8Oxs6Y7rDcKufVIM/zYRSwytj46WOrZk7yFCLTKDcs17bBjAeD9HMAqo97hMfMyxozIud0S4vZCs5WB/3iavNQ==',
    },
  },
};

/** The release whose executable becomes `teleport-jira`: the newest long-term one. */
export const PACKAGED_NODE = '26';

/** The release of a major version. A version that is not listed is an error that names those that are. */
export function nodeRelease(major: string): NodeRelease {
  const release = Object.hasOwn(NODE_RELEASES, major) ? NODE_RELEASES[major] : undefined;
  if (release === undefined) {
    throw new Error(
      `Node ${major} is not listed in tools/node/releases.ts; these are: ${Object.keys(NODE_RELEASES).join(', ')}.`,
    );
  }
  return release;
}
