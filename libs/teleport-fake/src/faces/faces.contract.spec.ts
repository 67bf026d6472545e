import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { get } from 'node:https';
import { connect as connectTcp, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTeleportFake, type TeleportFake } from '../start-teleport-fake.ts';
import { splitAddress } from './listen.ts';
import { startBalancer } from './start-balancer.ts';
import { startConnectProxy } from './start-connect-proxy.ts';

const CLUSTER_ALPN = `teleport-auth@${Buffer.from('teleport.example.com').toString('hex')}.teleport.cluster.local`;
const HTTP2_PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0';

let fake: TeleportFake;
const open: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  fake = await startTeleportFake();
  open.push(() => fake.close());
});

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function handshake(options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls(options, () => resolve(socket));
    open.push(() => void socket.destroy());
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  });
}

const identityTls = (alpn: string): ConnectionOptions => ({
  servername: 'teleport.cluster.local',
  ALPNProtocols: [alpn, 'h2'],
  key: fake.triple.key,
  cert: fake.triple.cert,
  ca: fake.triple.cas,
});

/** A server that speaks HTTP/2 answers the preface with its settings frame (type 4). */
function answersHttp2(socket: Duplex): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('data', (bytes: Buffer) => resolve(bytes[3] === 4));
    socket.write(HTTP2_PREFACE);
  });
}

function webGet(
  address: string,
  at: { path: string; ca: string },
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get({ ...splitAddress(address), path: at.path, ca: at.ca, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });
}

describe('the proxy', () => {
  test('pipes a connection whose first ALPN name is the cluster’s to Auth, certificate and all', async () => {
    const socket = await handshake({ ...splitAddress(fake.proxyAddress), ...identityTls(CLUSTER_ALPN) });
    expect(socket.alpnProtocol).toBe('h2');
    expect(socket.getPeerCertificate().subject.CN).toBe('auth.teleport.example.com');
    expect(await answersHttp2(socket)).toBe(true);
    expect(fake.proxy.routed()).toEqual({ direct: 1, upgraded: 0 });
  });

  test('another cluster’s name leads nowhere, and without TLS routing none does', async () => {
    const other = CLUSTER_ALPN.replace(/@[0-9a-f]+/, '@6f6e65');
    const at = splitAddress(fake.proxyAddress);
    await expect(handshake({ ...at, ...identityTls(other) })).rejects.toThrow();
    fake.proxy.settings.tlsRouting = false;
    await expect(handshake({ ...at, ...identityTls(CLUSTER_ALPN) })).rejects.toThrow();
  });

  test('negotiates its tunnel protocol, so that no upgrade seems to be needed', async () => {
    const socket = await handshake({
      ...splitAddress(fake.proxyAddress),
      ca: fake.proxy.caPem,
      ALPNProtocols: ['teleport-reversetunnel'],
    });
    expect(socket.alpnProtocol).toBe('teleport-reversetunnel');
  });

  test('tells about itself under /webapi', async () => {
    const at = { ca: fake.proxy.caPem };
    const find = await webGet(fake.proxyAddress, { ...at, path: '/webapi/find' });
    expect(JSON.parse(find.body)).toMatchObject({
      cluster_name: 'teleport.example.com',
      proxy: { tls_routing_enabled: true, ssh: { public_addr: fake.proxyAddress } },
    });
    fake.proxy.settings.clusterNameInFind = false;
    fake.proxy.settings.tlsRouting = false;
    const again = await webGet(fake.proxyAddress, { ...at, path: '/webapi/find' });
    expect(again.body).not.toContain('cluster_name');
    expect(JSON.parse(again.body)).toMatchObject({ proxy: { tls_routing_enabled: false } });
    const ping = await webGet(fake.proxyAddress, { ...at, path: '/webapi/ping/local' });
    expect(ping.body).toContain('"cluster_name":"teleport.example.com"');
    expect((await webGet(fake.proxyAddress, { ...at, path: '/other' })).status).toBe(404);
  });
});

describe('an L7 balancer', () => {
  test('negotiates nothing, or refuses with an alert; HTTP passes either way', async () => {
    for (const [alpn, outcome] of [
      ['ignore', false],
      ['refuse', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'],
    ] as const) {
      const balancer = await startBalancer(fake.proxy, { alpn });
      open.push(() => balancer.close());
      const offer = { ca: balancer.caPem, ALPNProtocols: ['teleport-reversetunnel'] };
      const seen = await handshake({ ...splitAddress(balancer.address), ...offer }).then(
        (socket) => socket.alpnProtocol,
        (error: unknown) => (error as { code?: unknown }).code,
      );
      expect(seen).toBe(outcome);
      const find = await webGet(balancer.address, { path: '/webapi/find', ca: balancer.caPem });
      expect(find.status).toBe(200);
    }
  });

  test.each([
    ['zero', Buffer.alloc(4), false],
    ['random, where the server unmasks', randomBytes(4), true],
  ])('reaches Auth by connection upgrade with a mask of %s', async (_name, mask, unmask) => {
    fake.proxy.settings.unmask = unmask;
    const balancer = await startBalancer(fake.proxy);
    open.push(() => balancer.close());
    const outer = await handshake({ ...splitAddress(balancer.address), ca: balancer.caPem });
    const inner = await upgrade(outer, mask);
    const socket = await handshake({ socket: inner, ...identityTls(CLUSTER_ALPN) });
    expect(socket.alpnProtocol).toBe('h2');
    expect(await answersHttp2(socket)).toBe(true);
    expect(fake.proxy.routed()).toEqual({ direct: 0, upgraded: 1 });
  });

  test('an old proxy answers an upgrade with 404', async () => {
    fake.proxy.settings.connectionUpgrade = false;
    const outer = await handshake({ ...splitAddress(fake.proxyAddress), ca: fake.proxy.caPem });
    await expect(upgrade(outer, Buffer.alloc(4))).rejects.toThrow('404');
  });
});

describe('a CONNECT proxy', () => {
  test('tunnels to the address a name stands for, and counts', async () => {
    const hosts = { 'teleport.example.com:443': fake.address };
    const proxy = await startConnectProxy({ hosts, auth: { user: 'u', password: 'p' } });
    open.push(() => proxy.close());
    expect((await tunnel(proxy.address, {})).status).toBe(407);
    const authorization = `Basic ${Buffer.from('u:p').toString('base64')}`;
    const { status, socket } = await tunnel(proxy.address, { 'proxy-authorization': authorization });
    expect(status).toBe(200);
    const tls = await handshake({ socket, ...identityTls('h2') });
    expect(await answersHttp2(tls)).toBe(true);
    expect(proxy.connects()).toEqual(['teleport.example.com:443']);
    expect(proxy.refused()).toBe(1);
  });
});

function tunnel(proxy: string, headers: Record<string, string>): Promise<{ status: number; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const ask = httpRequest({
      ...splitAddress(proxy),
      method: 'CONNECT',
      path: 'teleport.example.com:443',
      headers,
    });
    ask.on('connect', (response, socket: Socket) => {
      open.push(() => void socket.destroy());
      resolve({ status: response.statusCode ?? 0, socket });
    });
    ask.on('error', reject);
    ask.end();
  });
}

/** The client's half of the upgrade, written for this test alone: one frame per write, no pings. */
function upgrade(socket: TLSSocket, mask: Buffer): Promise<Duplex> {
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET /webapi/connectionupgrade HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: alpn\r\n\r\n`,
  );
  return new Promise((resolve, reject) => {
    socket.once('data', (bytes: Buffer) => {
      const head = bytes.toString();
      if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(head.slice(0, 12)));
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      expect(head).toContain(`Sec-WebSocket-Accept: ${accept}`);
      expect(head).toContain('Sec-WebSocket-Protocol: alpn\r\n');
      resolve(framed(socket, mask));
    });
  });
}

function framed(socket: TLSSocket, mask: Buffer): Duplex {
  let pending = Buffer.alloc(0);
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      const length = Buffer.from([0x82, 0xfe, chunk.length >> 8, chunk.length & 0xff]);
      const masked = chunk.map((byte, index) => byte ^ mask[index % 4]!);
      socket.write(Buffer.concat([length, mask, masked]), () => done());
    },
  });
  socket.on('data', (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes]);
    while (pending.length >= 2) {
      const short = pending[1]! & 0x7f;
      const start = short === 126 ? 4 : 2;
      if (pending.length < start) return;
      const size = short === 126 ? pending.readUInt16BE(2) : short;
      if (pending.length < start + size) return;
      stream.push(pending.subarray(start, start + size));
      pending = pending.subarray(start + size);
    }
  });
  return stream;
}

describe('the raw listener', () => {
  test('bytes that are no TLS are hung up on', async () => {
    const socket = connectTcp(splitAddress(fake.proxyAddress));
    socket.on('error', () => undefined);
    const closed = new Promise<boolean>((resolve) => socket.on('close', () => resolve(true)));
    socket.write('GET / HTTP/1.1\r\n\r\n');
    expect(await closed).toBe(true);
  });
});
