import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMIN, startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import type { TeleportError } from '../errors/teleport-error.ts';
import { refreshIdentity } from './refresh-identity.ts';

let fake: TeleportFake;
let folder: string;
let path: string;
let stop: AbortController;
let warnings: TeleportError[];
const limits = { signal: new AbortController().signal, deadlineMs: 10_000 };

beforeAll(async () => {
  fake = await startTeleportFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-'));
  path = join(folder, 'identity');
  stop = new AbortController();
  warnings = [];
  await writeFile(path, fake.identityPem);
});
afterEach(async () => {
  stop.abort();
  await rm(folder, { recursive: true });
});

const keepFresh = () =>
  refreshIdentity(
    { identity: path },
    { signal: stop.signal, intervalMs: 10, onWarning: (warning) => warnings.push(warning) },
  );
const newPem = async () => (await fake.issueIdentity()).identityPem;

describe('an identity that is kept fresh', () => {
  it('must be good at the start', async () => {
    await writeFile(path, fake.identityPem.slice(0, 500));
    await expect(keepFresh()).rejects.toMatchObject({ code: 'identity-invalid' });
  });

  it('is renewed when the file is overwritten, and when a link to it is swapped as Kubernetes does', async () => {
    const source = await keepFresh();
    const first = source.current().certificatePem;
    await writeFile(path, await newPem());
    await expect.poll(() => source.current().certificatePem).not.toBe(first);
    const second = source.current().certificatePem;
    await writeFile(join(folder, 'third'), await newPem());
    await symlink('third', join(folder, 'link'));
    await rename(join(folder, 'link'), path);
    await expect.poll(() => source.current().certificatePem).not.toBe(second);
    expect(warnings).toEqual([]);
  });

  it('is kept, with a warning, while the file is cut short, gone or expired', async () => {
    const source = await keepFresh();
    const good = source.current();
    const expired = (await fake.issueIdentity({ notAfterMs: Date.now() - 1000 })).identityPem;
    const damage = [
      () => writeFile(path, ''),
      () => writeFile(path, fake.identityPem.slice(0, 900)),
      () => rm(path),
      () => writeFile(path, expired),
    ];
    const codes = ['identity-invalid', 'identity-invalid', 'identity-unreadable', 'certificate-expired'];
    for (const [index, act] of damage.entries()) {
      await act();
      warnings.length = 0;
      await expect.poll(() => warnings.at(-1)?.code).toBe(codes[index]);
      expect(source.current()).toBe(good);
    }
    await writeFile(path, await newPem());
    await expect.poll(() => source.current()).not.toBe(good);
  });
});

describe('a client whose identity is renewed', () => {
  it('loses no call and no stream while it is replaced five times, twice half-written', async () => {
    const source = await keepFresh();
    const client = createTeleportClient({ address: fake.address, identity: source });
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    let calls = 0;
    let failed: unknown;
    const load = async () => {
      while (calls < 200 || !done) {
        calls += 1;
        const request = await client.getAccessRequest(id, limits);
        if (request?.id !== id) failed = 'a wrong answer';
      }
    };
    let done = false;
    const loads = Array.from({ length: 4 }, () => load().catch((error: unknown) => (failed = error)));
    const before = fake.acceptedConnections();
    for (let renewal = 0; renewal < 5; renewal += 1) {
      const pem = await newPem();
      const old = source.current();
      if (renewal % 2 === 1) {
        warnings.length = 0;
        await writeFile(path, pem.slice(0, pem.length / 2));
        await expect.poll(() => warnings.length).toBeGreaterThan(0);
      }
      await writeFile(path, pem);
      await expect.poll(() => source.current()).not.toBe(old);
      const accepted = fake.acceptedConnections();
      await client.ping(limits);
      expect(fake.acceptedConnections()).toBeGreaterThanOrEqual(accepted);
    }
    done = true;
    await Promise.all(loads);
    expect(failed).toBeUndefined();
    expect(calls).toBeGreaterThanOrEqual(200);
    expect(fake.acceptedConnections() - before).toBeGreaterThanOrEqual(5);
    // What is no longer used is closed.
    await expect.poll(() => fake.connectionCount()).toBe(1);
    client.close();
  });

  it('goes through a rotation of the authorities without a call that fails', async () => {
    const rotating = await startTeleportFake();
    await writeFile(path, rotating.identityPem);
    const source = await keepFresh();
    const client = createTeleportClient({ address: rotating.address, identity: source });
    for (const phase of ['start', 'switch', 'finish'] as const) {
      await rotating.rotateCas(phase);
      const old = source.current();
      await writeFile(path, (await rotating.issueIdentity()).identityPem);
      await expect.poll(() => source.current()).not.toBe(old);
      const before = rotating.acceptedConnections();
      expect((await client.ping(limits)).clusterName).toBe(rotating.cluster.name);
      expect(rotating.acceptedConnections()).toBeGreaterThan(before);
    }
    client.close();
    await rotating.close();
  });

  it('ends a running stream cleanly, so that the next one uses the new certificate', async () => {
    const source = await keepFresh();
    const client = createTeleportClient({ address: fake.address, identity: source });
    const events = client.watchAccessRequests({ signal: stop.signal })[Symbol.asyncIterator]();
    await events.next();
    const next = events.next();
    await writeFile(path, await newPem());
    expect(await next).toEqual({ done: true, value: undefined });
    const again = client.watchAccessRequests({ signal: stop.signal })[Symbol.asyncIterator]();
    expect((await again.next()).value).toEqual({ kind: 'init' });
    client.close();
  });
});
