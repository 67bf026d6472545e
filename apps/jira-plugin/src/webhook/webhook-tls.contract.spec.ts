import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HttpTls } from '../config/sections/http.ts';
import { send, sendHttp2, startEndpoint, webhookBody } from './endpoint-under-test.fixture.ts';

interface Pair {
  readonly cert: string;
  readonly private: string;
}

let folder: string;
let server: Pair;
let renewed: Pair;
let clientCa: Pair;
let client: Pair;
let stranger: Pair;

const make = (name: string, ca?: Pair, isCa = false) =>
  generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(ca === undefined ? {} : { ca: { key: ca.private, cert: ca.cert } }),
    extensions: [
      { name: 'basicConstraints', cA: isCa, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teleport-jira-tls-'));
  [server, renewed, clientCa, stranger] = await Promise.all([
    make('localhost', undefined, true),
    make('localhost', undefined, true),
    make('Client CA', undefined, true),
    make('jira.example.com', undefined, true),
  ]);
  client = await make('jira.example.com', clientCa);
  writePair(server);
  writeFileSync(join(folder, 'clients.pem'), clientCa.cert);
});
afterAll(() => rmSync(folder, { recursive: true }));

function writePair(pair: Pair): void {
  writeFileSync(join(folder, 'key'), pair.private);
  writeFileSync(join(folder, 'crt'), pair.cert);
}

function tls(clients?: { caFile?: string; name?: string }): HttpTls {
  return {
    kind: 'on',
    keyFile: join(folder, 'key'),
    certFile: join(folder, 'crt'),
    clients: clients && { caFile: clients.caFile, name: clients.name },
  };
}

describe('TLS', () => {
  it("answers HTTP/2, as the original's guide checks with curl", async () => {
    const { port, hints } = await startEndpoint({ tls: tls() });
    expect(await sendHttp2(port, { ca: server.cert, method: 'GET', path: '/status' })).toBe(200);
    expect(await sendHttp2(port, { ca: server.cert, method: 'POST', path: '/', body: webhookBody() })).toBe(
      204,
    );
    expect(hints).toEqual(['10042']);
  });

  it('answers HTTP/1 on the same port', async () => {
    const { port, hints } = await startEndpoint({ tls: tls() });
    const answer = await send(port, {
      ca: server.cert,
      servername: 'localhost',
      body: webhookBody(),
    } as object);
    expect(answer.status).toBe(204);
    expect(hints).toEqual(['10042']);
  });

  it.each([
    ['an HTTP/1 caller who says nothing', ['http/1.1']],
    ['a caller who never shakes hands', undefined],
  ])('cuts off %s', async (_name, alpn) => {
    const { port } = await startEndpoint({ tls: tls() }, { limits: { headerMs: 50 } });
    const socket =
      alpn === undefined
        ? connectTcp(port, '127.0.0.1')
        : connectTls({
            port,
            host: '127.0.0.1',
            ca: server.cert,
            servername: 'localhost',
            ALPNProtocols: alpn,
          });
    socket.on('error', () => undefined).resume();
    await new Promise((resolve) => socket.once('close', resolve));
  });

  it('asks HTTP/2 sessions to end after their time', async () => {
    const { port } = await startEndpoint({ tls: tls() }, { limits: { sessionMs: 50, closeMs: 600_000 } });
    const session = connectHttp2(`https://localhost:${port}`, { ca: server.cert });
    await new Promise((resolve) => session.once('close', resolve));
  });

  it('closes although an HTTP/2 session is open', async () => {
    const endpoint = await startEndpoint({ tls: tls() }, { limits: { closeMs: 600_000 } });
    const session = connectHttp2(`https://localhost:${endpoint.port}`, { ca: server.cert });
    session.on('error', () => undefined);
    await new Promise((resolve) => session.once('connect', resolve));
    await endpoint.server.close();
  });
});

describe('S13: HTTP/2 sessions', () => {
  it('D1: end when their address has nothing left', async () => {
    const limits = { requestBytes: 1000, addressBytesPerSecond: 1500 };
    const { port } = await startEndpoint({ tls: tls() }, { limits });
    const session = connectHttp2(`https://localhost:${port}`, { ca: server.cert });
    session.on('error', () => undefined);
    const closed = once(session, 'close');
    for (let count = 0; count < 20 && !session.closed; count += 1) {
      const stream = session.request({ ':path': '/status' });
      stream.on('error', () => undefined).resume();
      await once(stream, 'close');
    }
    await closed;
  });

  it('D1: hold a bounded amount of unfinished bodies, however many streams they have', async () => {
    const limits = { unfinishedBytes: 64 * 1024, logLinesPerSecond: 1000 };
    const { port, lines } = await startEndpoint({ tls: tls() }, { limits });
    const session = connectHttp2(`https://localhost:${port}`, { ca: server.cert });
    const answers = Array.from({ length: 20 }, () => {
      const stream = session.request({ ':method': 'POST', ':path': '/' });
      stream.on('error', () => undefined).resume();
      stream.write('x'.repeat(16_000));
      return new Promise<number>((resolve) => {
        stream.on('response', (headers) => resolve(Number(headers[':status'])));
      });
    });
    const first = await Promise.all(answers.slice(0, 16));
    expect(first).toEqual(Array.from({ length: 16 }, () => 429));
    expect(lines.filter(({ fields }) => 'reason' in fields && fields.reason === 'gave-way').length).toBe(16);
    session.destroy();
  });
});

describe('S15: client certificates', () => {
  const call = (port: number, pair?: Pair) =>
    send(port, {
      ca: server.cert,
      servername: 'localhost',
      body: webhookBody(),
      ...(pair && { key: pair.private, cert: pair.cert }),
    } as object).then(
      ({ status }) => status,
      () => 'cut off',
    );

  it('of the named authority and name are let in', async () => {
    const clients = { caFile: join(folder, 'clients.pem'), name: 'jira.example.com' };
    const { port, hints } = await startEndpoint({ tls: tls(clients) });
    expect(await call(port, client)).toBe(204);
    expect(hints).toEqual(['10042']);
  });

  it('of another name get 403', async () => {
    const clients = { caFile: join(folder, 'clients.pem'), name: 'other.example.com' };
    const { port, hints } = await startEndpoint({ tls: tls(clients) });
    expect(await call(port, client)).toBe(403);
    expect(hints).toEqual([]);
  });

  it.each(['*.example.com', '*.com', '*'])('of the wildcard %s get 403', async (name) => {
    const wildcard = await make(name, clientCa);
    const clients = { caFile: join(folder, 'clients.pem'), name: 'jira.example.com' };
    const { port, hints } = await startEndpoint({ tls: tls(clients) });
    expect(await call(port, wildcard)).toBe(403);
    expect(hints).toEqual([]);
  });

  it('of another authority, or none at all, are cut off', async () => {
    const { port, hints } = await startEndpoint({ tls: tls({ caFile: join(folder, 'clients.pem') }) });
    expect(await call(port, stranger)).toBe('cut off');
    expect(await call(port)).toBe('cut off');
    expect(hints).toEqual([]);
  });

  it("are held against the system's authorities where none is named", async () => {
    const { port } = await startEndpoint({ tls: tls({}) });
    expect(await call(port, client)).toBe('cut off');
  });

  it.each([
    [{}, 1],
    [{ name: 'jira.example.com' }, 0],
  ])('protect only where an authority or a name is asked for (%o)', async (clients, warnings) => {
    const { lines } = await startEndpoint({ tls: tls(clients) });
    const open = lines.filter(({ message }) => message.startsWith('Webhooks are not protected'));
    expect(open).toHaveLength(warnings);
  });
});

describe('the certificate', () => {
  it('is taken anew when its files change, once they fit together', async () => {
    const { port, lines } = await startEndpoint({ tls: tls() }, { limits: { certificateCheckMs: 10 } });
    const status = (ca: string) => sendHttp2(port, { ca, method: 'GET', path: '/status' });
    writeFileSync(join(folder, 'key'), renewed.private);
    await vi.waitFor(() =>
      expect(lines.map(({ message }) => message)).toContainEqual(
        'webhook certificate changed but cannot be used yet',
      ),
    );
    expect(await status(server.cert)).toBe(200);
    writeFileSync(join(folder, 'crt'), renewed.cert);
    await vi.waitFor(async () => expect(await status(renewed.cert)).toBe(200));
    writePair(server);
  });

  it.each([
    [
      'missing',
      (files: { keyFile: string }) => ({ ...files, keyFile: '/none' }),
      /The file \/none \(http\.https_key_file\)/,
    ],
    [
      'of another pair',
      (files: { certFile: string }) => ({ ...files, certFile: join(folder, 'clients.pem') }),
      /do not belong together/,
    ],
  ])('that is %s is one clear error', async (_name, spoil, expected) => {
    const files = tls() as Extract<HttpTls, { kind: 'on' }>;
    await expect(startEndpoint({ tls: { ...files, ...spoil(files) } })).rejects.toThrow(expected);
  });
});
