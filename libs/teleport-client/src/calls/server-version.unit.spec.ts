import { describe, expect, it } from 'vitest';
import { TeleportError } from '../errors/teleport-error.ts';
import { isOlder, pingServer } from './server-version.ts';

describe('versions', () => {
  it.each([
    ['6.0.9', '6.1.0', true],
    ['6.1.0', '6.1.0', false],
    ['18.11.0', '6.1.0', false],
    ['v17.0.0-dev.1', '17.0.0', false],
    ['5', '6.1.0', true],
    ['', '6.1.0', true],
  ])('%s is older than %s: %s', (version, than, older) => {
    expect(isOlder(version, than)).toBe(older);
  });
});

describe('the ping at the start', () => {
  const limits = { signal: new AbortController().signal, deadlineMs: 1000 };
  const answer = { clusterName: 'one', proxyPublicAddress: '', advancedAccessWorkflows: false };

  it('refuses a server that is too old, by its version or by not knowing the call', async () => {
    const old = { ping: () => Promise.resolve({ ...answer, serverVersion: '5.2.1' }) };
    await expect(pingServer(old, limits)).rejects.toMatchObject({ code: 'server-too-old' });
    const unimplemented = new TeleportError({ code: 'unimplemented', outcome: 'not-done', message: 'no' });
    const ancient = { ping: () => Promise.reject(unimplemented) };
    await expect(pingServer(ancient, limits)).rejects.toMatchObject({ code: 'server-too-old' });
  });

  it('gives what a current one says', async () => {
    const current = { ping: () => Promise.resolve({ ...answer, serverVersion: '18.0.0' }) };
    expect(await pingServer(current, limits)).toMatchObject({ clusterName: 'one' });
  });
});
