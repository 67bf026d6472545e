import { status } from '@grpc/grpc-js';
import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTeleportFake, type TeleportFake } from './start-teleport-fake.ts';
import { rawClient, type RawClient } from './testing/raw-client.ts';

let fake: TeleportFake;
const open: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  fake = await startTeleportFake();
  open.push(() => fake.close());
});

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function clientWith(triple: TeleportFake['triple']): RawClient {
  const client = rawClient(fake.address, triple);
  open.push(() => client.close());
  return client;
}

describe('rotating the CAs', () => {
  test('who re-reads in time is never locked out; who does not is, at the end', async () => {
    const before = await fake.issueIdentity();
    await fake.rotateCas('start');
    const during = await fake.issueIdentity();
    await clientWith(before.triple).ping();
    await clientWith(during.triple).ping();

    await fake.rotateCas('switch');
    await clientWith(during.triple).ping();
    await expect(clientWith(before.triple).ping()).rejects.toMatchObject({ code: status.UNAVAILABLE });

    const after = await fake.issueIdentity();
    await fake.rotateCas('finish');
    await clientWith(after.triple).ping();
    await expect(clientWith(during.triple).ping()).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });

  test('an open connection outlives the rotation', async () => {
    const client = clientWith(fake.triple);
    const watch = client.watch();
    await watch.next();
    for (const phase of ['start', 'switch', 'finish'] as const) await fake.rotateCas(phase);
    await client.ping();
    expect(fake.acceptedConnections()).toBe(1);
  });
});

describe('certificates', () => {
  test('a connection is cut when its certificate expires, where the cluster says so', async () => {
    fake.settings.disconnectExpiredCert = true;
    const short = await fake.issueIdentity({ notAfterMs: Date.now() + 1500 });
    const watch = clientWith(short.triple).watch();
    await watch.next();
    await expect(watch.ended).resolves.toBe(status.UNAVAILABLE);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(new X509Certificate(short.triple.cert).validTo));
  });

  test('a certificate that has assumed access requests may not resolve any', async () => {
    const assumed = await fake.issueIdentity({ activeRequests: ['some-request'] });
    const { id } = fake.cluster.createRequest({ user: 'alice' }, { user: 'alice', roles: ['editor'] });
    const refused = clientWith(assumed.triple).setState({ id, state: 1 });
    await expect(refused).rejects.toMatchObject({
      code: status.PERMISSION_DENIED,
      details: expect.stringContaining('assumed') as unknown,
    });
  });

  test('the identity file has its parts in Teleport’s order', () => {
    const first = fake.identityPem.split('\n').map((line) => line.split(' ')[0]);
    const marks = first.filter((word) => /^(-----BEGIN|@|ecdsa)/.test(word ?? ''));
    expect(marks).toEqual([
      '-----BEGIN',
      'ecdsa-sha2-nistp256-cert-v01@openssh.com',
      '-----BEGIN',
      '@cert-authority',
      '-----BEGIN',
    ]);
    const subject = new X509Certificate(fake.triple.cert).subject.split('\n');
    expect(subject).toContain('CN=access-plugin');
    expect(subject).toContain('O=access-plugin');
    expect(subject).toContain('1.3.9999.1.7=teleport.example.com');
  });
});

describe('connections', () => {
  test('GOAWAY lets calls in flight finish and new ones go over a new connection', async () => {
    const client = clientWith(fake.triple);
    await client.ping();
    const rule = fake.faults.add({ match: { method: 'GetUser' }, when: 'after', action: 'hold' });
    const slow = client.user('bob');
    await fake.faults.reached(rule, { signal: AbortSignal.timeout(5000) });
    const before = fake.acceptedConnections();
    fake.cutStreams('goaway');
    fake.faults.release(rule);
    expect((await slow).user?.metadata?.name).toBe('bob');
    await client.ping();
    expect(fake.acceptedConnections()).toBe(before + 1);
  });
});
