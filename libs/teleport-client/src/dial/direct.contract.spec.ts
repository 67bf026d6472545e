import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ADMIN, startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeleportClient } from '../create-teleport-client.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';

let fake: TeleportFake;
let other: TeleportFake;
const limits = { signal: new AbortController().signal, deadlineMs: 10_000 };

beforeAll(async () => {
  [fake, other] = await Promise.all([startTeleportFake(), startTeleportFake()]);
});
afterAll(() => Promise.all([fake.close(), other.close()]));

async function pingError(options: { address: string; identityPem?: string; connectTimeoutMs?: number }) {
  const identity = parseIdentityFile(options.identityPem ?? fake.identityPem);
  const client = createTeleportClient({ connectTimeoutMs: 10_000, route: 'direct', ...options, identity });
  const started = performance.now();
  const error: unknown = await client.ping(limits).catch((thrown: unknown) => thrown);
  client.close();
  expect(error).toBeInstanceOf(TeleportError);
  expect((error as TeleportError).outcome).toBe('not-done');
  return Object.assign(error as TeleportError, { afterMs: performance.now() - started });
}

async function silentServer(): Promise<{ server: Server; address: string }> {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('connecting', () => {
  it('to nothing names the address and says that nothing was sent', async () => {
    const { server, address } = await silentServer();
    await new Promise((resolve) => server.close(resolve));
    const error = await pingError({ address });
    expect(error.code).toBe('connect-failed');
    expect(error.message).toContain(address);
    expect(error.message).toMatch(/nothing listens there/);
  });

  it('to a name that does not resolve', async () => {
    expect((await pingError({ address: 'no-such-host.invalid:3025' })).message).toMatch(/cannot be resolved/);
  });

  it('to something silent ends within the connect limit', async () => {
    const { server, address } = await silentServer();
    const error = await pingError({ address, connectTimeoutMs: 300 });
    server.close();
    expect(error.code).toBe('connect-timeout');
    expect(error.afterMs).toBeLessThan(5_000);
  });

  it('to another cluster is refused before anything is sent', async () => {
    const error = await pingError({ address: other.address });
    expect(error.code).toBe('server-untrusted');
    expect(other.calls.count('Ping')).toBe(0);
  });

  it('with a certificate of another cluster is refused by the server', async () => {
    const foreign = await other.issueIdentity({ trustedCas: [fake.authority.hostCa.certPem] });
    expect((await pingError({ address: fake.address, identityPem: foreign.identityPem })).code).toBe(
      'certificate-refused',
    );
  });

  it('with an expired certificate does not even try', async () => {
    const expired = await fake.issueIdentity({ notAfterMs: Date.now() - 1000 });
    const before = fake.acceptedConnections();
    const error = await pingError({ address: fake.address, identityPem: expired.identityPem });
    expect(error.code).toBe('certificate-expired');
    expect(error.message).toMatch(/expired at .*tbot/);
    expect(fake.calls.count('Ping')).toBe(0);
    expect(fake.acceptedConnections()).toBeGreaterThanOrEqual(before);
  });

  it.each(['example.com', 'ftp://example.com:3025', '', 'a b:1'])(
    'to "%s" is refused as an address',
    (address) => {
      const identity = parseIdentityFile(fake.identityPem);
      expect(() => createTeleportClient({ address, identity })).toThrow(/bad-options/);
    },
  );

  it('uses one connection for many calls, and a new one after a loss', async () => {
    // A server of its own: attempts of other tests may still be on their way to the shared one.
    const own = await startTeleportFake();
    const client = createTeleportClient({
      address: own.address,
      route: 'direct',
      identity: parseIdentityFile(own.identityPem),
    });
    await Promise.all(Array.from({ length: 20 }, () => client.ping(limits)));
    expect(own.acceptedConnections()).toBe(1);
    own.cutStreams('reset');
    const answer = () =>
      client.ping(limits).then(
        () => 'answered',
        () => 'not yet',
      );
    await expect.poll(answer).toBe('answered');
    expect(own.acceptedConnections()).toBe(2);
    client.close();
    await own.close();
  });

  it('survives a server that says goodbye, with no call lost', async () => {
    const client = createTeleportClient({
      address: fake.address,
      route: 'direct',
      identity: parseIdentityFile(fake.identityPem),
    });
    await client.ping(limits);
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    const calls = Array.from({ length: 50 }, async (_, index) => {
      if (index === 25) fake.cutStreams('goaway');
      return client.getAccessRequest(id, limits);
    });
    expect((await Promise.all(calls)).every((request) => request?.id === id)).toBe(true);
    client.close();
  });
});
