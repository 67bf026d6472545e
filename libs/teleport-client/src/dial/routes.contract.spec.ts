import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectTcp, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import {
  ADMIN,
  startBalancer,
  startConnectProxy,
  startTeleportFake,
  type Balancer,
  type ConnectProxy,
  type TeleportFake,
} from '@org/teleport-fake';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeleportClient, type TeleportClientOptions } from '../create-teleport-client.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import { parseIdentityFile } from '../identity/parse-identity-file.ts';
import type { TeleportClient } from '../teleport-client.ts';
import type { RouteReport } from './find-plan.ts';

let fake: TeleportFake;
let quiet: Balancer;
let strict: Balancer;
let open: ConnectProxy;
let guarded: ConnectProxy;
const limits = { signal: new AbortController().signal, deadlineMs: 10_000 };

beforeAll(async () => {
  fake = await startTeleportFake();
  quiet = await startBalancer(fake.proxy);
  strict = await startBalancer(fake.proxy, { alpn: 'refuse' });
  const reachable = [fake.address, fake.proxyAddress, quiet.address];
  const hosts = Object.fromEntries(reachable.map((address) => [notLoopback(address), address]));
  open = await startConnectProxy({ hosts });
  guarded = await startConnectProxy({ hosts, auth: { user: 'me', password: 'p@ss' } });
});
afterAll(async () => {
  await Promise.all([quiet, strict, open, guarded].map((face) => face.close()));
  await fake.close();
});

/** Loopback addresses never go through a proxy; this name of the same host does. */
const notLoopback = (address: string) => address.replace('127.0.0.1', 'localhost.');
const port = (address: string) => address.split(':')[1] ?? '';
const web = () => [fake.proxy.caPem, quiet.caPem, strict.caPem];

async function unusedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const used = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return used;
}

interface Way {
  readonly name: string;
  readonly route: RouteReport['route'];
  readonly options: () => Pick<TeleportClientOptions, 'address'> & Partial<TeleportClientOptions>;
}

const through = () => ({ environment: { HTTPS_PROXY: `http://${open.address}` } });

const ways: readonly Way[] = [
  { name: 'direct', route: 'direct', options: () => ({ address: fake.address }) },
  { name: 'by ALPN through the proxy', route: 'proxy', options: () => ({ address: fake.proxyAddress }) },
  {
    name: 'upgraded behind a balancer that ignores ALPN',
    route: 'proxy-upgrade',
    options: () => ({ address: quiet.address }),
  },
  {
    name: 'upgraded behind a balancer that refuses ALPN',
    route: 'proxy-upgrade',
    options: () => ({ address: strict.address }),
  },
  {
    name: 'direct through an HTTP proxy',
    route: 'direct',
    options: () => ({ address: notLoopback(fake.address), ...through() }),
  },
  {
    name: 'by ALPN through an HTTP proxy',
    route: 'proxy',
    options: () => ({ address: notLoopback(fake.proxyAddress), ...through() }),
  },
  {
    name: 'upgraded through an HTTP proxy',
    route: 'proxy-upgrade',
    options: () => ({ address: notLoopback(quiet.address), ...through() }),
  },
];

function connect(options: ReturnType<Way['options']>) {
  const identity = parseIdentityFile(fake.identityPem);
  return createTeleportClient({ identity, webAuthorities: web(), ...options });
}

const answers = (client: TeleportClient) =>
  client.ping(limits).then(
    () => true,
    () => false,
  );

async function failure(options: ReturnType<Way['options']>): Promise<TeleportError> {
  const client = connect(options);
  const error: unknown = await client.ping(limits).catch((thrown: unknown) => thrown);
  client.close();
  expect(error).toBeInstanceOf(TeleportError);
  expect((error as TeleportError).outcome).toBe('not-done');
  return error as TeleportError;
}

describe.each(ways)('$name', ({ route, options }) => {
  it.each(['auto', 'forced'])('calls work, %s, and the way is told once', async (choice) => {
    const reports: RouteReport[] = [];
    const client = connect({
      ...options(),
      route: choice === 'auto' ? 'auto' : route,
      onRoute: (report) => reports.push(report),
    });
    const before = open.connects().length;
    expect((await client.ping(limits)).clusterName).toBe(fake.cluster.name);
    await client.ping(limits);
    client.close();
    expect(reports).toMatchObject([{ route, address: options().address }]);
    expect(open.connects().length > before).toBe(options().environment !== undefined);
  });

  it('large answers, conflicts and a watch come through whole', async () => {
    const client = connect({ ...options(), route });
    const stop = new AbortController();
    const events = client.watchAccessRequests({ signal: stop.signal })[Symbol.asyncIterator]();
    expect((await events.next()).value).toEqual({ kind: 'init' });
    const { id } = fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'] });
    expect((await events.next()).value).toMatchObject({ kind: 'put', request: { id } });
    const large = 'é'.repeat(150_000);
    const write = { resource: id, plugin: 'jira', expect: { a: '' }, set: { a: large } };
    await client.updatePluginData(write, limits);
    expect((await client.getPluginData(write, limits))['a']).toBe(large);
    await expect(client.updatePluginData(write, limits)).rejects.toMatchObject({ code: 'conflict' });
    stop.abort();
    client.close();
  });

  it('a lost connection is made again on the same way', async () => {
    const client = connect({ ...options(), route });
    await client.ping(limits);
    fake.cutStreams('reset');
    await expect.poll(() => answers(client)).toBe(true);
    client.close();
  });
});

describe('the way is refused with its reason', () => {
  it('when nothing answers', async () => {
    const error = await failure({ address: `127.0.0.1:${await unusedPort()}` });
    expect(error.message).toMatch(/^.connect-failed. .*nothing listens there/);
  });

  it('when something is there but silent, within the connect limit', async () => {
    const silent = createTcpServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect((await failure({ address, connectTimeoutMs: 300 })).code).toBe('connect-timeout');
    const client = connect({ address });
    const hurried = client.ping({ signal: limits.signal, deadlineMs: 200 });
    await expect(hurried).rejects.toMatchObject({ code: 'deadline-exceeded', outcome: 'not-done' });
    client.close();
    silent.close();
  });

  it('when the cluster does not route by TLS', async () => {
    fake.proxy.settings.tlsRouting = false;
    const error = await failure({ address: fake.proxyAddress });
    fake.proxy.settings.tlsRouting = true;
    expect(error.code).toBe('tls-routing-disabled');
    expect(error.message).toMatch(/TLS routing on/);
  });

  it('when the Proxy Service has a certificate that is not trusted: every way with its own reason', async () => {
    const error = await failure({ address: fake.proxyAddress, webAuthorities: [] });
    expect(error.code).toBe('no-route');
    expect(error.causes).toHaveLength(2);
    expect(error.causes).toContain('server-untrusted');
    expect(error.message).toMatch(/direct: .*proxy: .*web certificate.*ca_file/);
  });

  it('when the proxy is too old for upgrades', async () => {
    fake.proxy.settings.connectionUpgrade = false;
    const error = await failure({ address: quiet.address, route: 'proxy-upgrade' });
    fake.proxy.settings.connectionUpgrade = true;
    expect(error.code).toBe('upgrade-refused');
  });

  it('when the HTTP proxy asks for a password', async () => {
    const address = notLoopback(fake.address);
    const environment = { HTTPS_PROXY: `http://me:wrong@${guarded.address}` };
    const error = await failure({ address, route: 'direct', environment });
    expect(error.code).toBe('http-proxy-refused');
    expect(error.message).not.toContain('wrong');
  });

  it('when the HTTP proxy cannot get there', async () => {
    const address = `localhost.:${await unusedPort()}`;
    const error = await failure({ address, route: 'direct', ...through() });
    expect(error.code).toBe('http-proxy-refused');
    expect(error.message).toMatch(/502/);
  });
});

describe('a way that changes', () => {
  it('is found anew after a while without a connection, and told', async () => {
    const balancer = await startBalancer(fake.proxy);
    const reports: RouteReport[] = [];
    const client = connect({
      address: balancer.address,
      webAuthorities: [...web(), balancer.caPem],
      connectTimeoutMs: 1_000,
      onRoute: (report) => reports.push(report),
    });
    await client.ping(limits);
    // The balancer goes, and what takes its place passes TLS through to a proxy that makes no upgrades.
    await balancer.close();
    fake.proxy.settings.connectionUpgrade = false;
    const relay = createTcpServer((near) => {
      const far = connectTcp(Number(port(fake.proxyAddress)), '127.0.0.1');
      near.pipe(far).pipe(near);
      near.on('error', () => far.destroy());
      far.on('error', () => near.destroy());
    });
    relay.listen(Number(port(balancer.address)), '127.0.0.1');
    await once(relay, 'listening');
    await expect.poll(() => answers(client), { timeout: 15_000 }).toBe(true);
    expect(reports.map(({ route }) => route)).toEqual(['proxy-upgrade', 'proxy']);
    fake.proxy.settings.connectionUpgrade = true;
    client.close();
    relay.close();
  });
});

describe('the environment', () => {
  it('gives the HTTP proxy its user and password', async () => {
    const environment = { HTTPS_PROXY: `http://me:p%40ss@${guarded.address}` };
    const client = connect({ address: notLoopback(fake.address), environment });
    expect((await client.ping(limits)).clusterName).toBe(fake.cluster.name);
    client.close();
    expect(guarded.connects().at(-1)).toBe(`localhost.:${port(fake.address)}`);
  });

  it('may name an HTTP proxy that is itself reached by TLS', async () => {
    const fixture = (name: string) =>
      readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8');
    const inner = await startConnectProxy({ hosts: { [notLoopback(fake.address)]: fake.address } });
    const secure = createTlsServer({ key: fixture('web.key'), cert: fixture('web.crt') }, (client) => {
      const behind = connectTcp(Number(port(inner.address)), '127.0.0.1');
      client.pipe(behind).pipe(client);
      client.on('error', () => behind.destroy());
      behind.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const environment = { HTTPS_PROXY: `https://127.0.0.1:${(secure.address() as AddressInfo).port}` };
    const client = connect({
      address: notLoopback(fake.address),
      route: 'direct',
      environment,
      webAuthorities: [fixture('web-ca.pem')],
    });
    expect((await client.ping(limits)).clusterName).toBe(fake.cluster.name);
    client.close();
    secure.close();
    await inner.close();
  });

  it.each([
    ['false', 'proxy'],
    ['true', 'proxy-upgrade'],
    ['OTHER', 'proxy'],
    ['false; SELF=yes', 'proxy-upgrade'],
  ])('TELEPORT_TLS_ROUTING_CONN_UPGRADE=%s overrides detection: %s', async (value, route) => {
    const reports: RouteReport[] = [];
    const TELEPORT_TLS_ROUTING_CONN_UPGRADE = value
      .replace('SELF', fake.proxyAddress)
      .replace('OTHER', 'elsewhere:443=true');
    const environment = { TELEPORT_TLS_ROUTING_CONN_UPGRADE };
    const client = connect({
      address: fake.proxyAddress,
      environment,
      onRoute: (report) => reports.push(report),
    });
    await client.ping(limits);
    client.close();
    expect(reports).toMatchObject([{ route, rejected: [{ route: 'direct' }] }]);
  });
});
