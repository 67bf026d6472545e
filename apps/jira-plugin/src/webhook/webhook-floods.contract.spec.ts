import { once } from 'node:events';
import { BlockList, connect, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { Secret } from '@org/plugin-host';
import { closed, send, signature, startEndpoint, webhookBody } from './endpoint-under-test.fixture.ts';

const secret = 'hook-secret';
const signed = { webhookSecrets: [new Secret(secret)] };
/** So little that a few calls use it up, and a test is too short to fill it again. */
const little = { requestBytes: 1000, addressBytesPerSecond: 1500, logLinesPerSecond: 1000 };

type Calls = readonly Parameters<typeof send>[1][];

async function statuses(port: number, calls: Calls): Promise<readonly number[]> {
  const answers: number[] = [];
  for (const call of calls) answers.push((await send(port, call)).status);
  return answers;
}

const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

function proxies(): { readonly trustedProxies: BlockList } {
  const trustedProxies = new BlockList();
  trustedProxies.addAddress('127.0.0.1');
  return { trustedProxies };
}

const from = (address: string) => ({ body: webhookBody(), headers: { 'x-forwarded-for': address } });

describe('D1: what one address may send', () => {
  it('is counted in bytes, and what is above it gets 429 before its body is read', async () => {
    const limits = { ...little, addressBytesPerSecond: 50_000 };
    const { port, hints, lines } = await startEndpoint({}, { limits });
    const long = webhookBody().padEnd(200_000);
    expect(await statuses(port, [{ body: long }, { body: webhookBody() }])).toEqual([204, 429]);
    expect(hints).toHaveLength(1);
    expect(lines.at(-1)).toEqual({
      level: 'warn',
      fields: { reason: 'too-many' },
      message: 'webhook refused',
    });
  });

  it('S4: holds for wrong signatures and wrong passwords', async () => {
    const limits = { ...little, unverifiedBytesPerSecond: 0.001 };
    const wrong = { body: webhookBody(), headers: signature('wrong', webhookBody()) };
    const asked = await startEndpoint(signed, { limits });
    expect(await statuses(asked.port, times(20, wrong))).toContain(429);
    const basicAuth = { user: 'jira', password: new Secret('right') };
    const guarded = await startEndpoint({ basicAuth }, { limits });
    const guesses = times(20, { body: webhookBody(), auth: 'jira:wrong' });
    expect(await statuses(guarded.port, guesses)).toContain(429);
  });

  it('is the same for all of a /64', async () => {
    const { port } = await startEndpoint(proxies(), { limits: little });
    const network = Array.from({ length: 20 }, (_, index) => from(`2001:db8:1:2:${index}::1`));
    expect(await statuses(port, network)).toContain(429);
    expect(await statuses(port, [from('2001:db8:1:3::1')])).toEqual([204]);
  });
});

describe('D2: behind an ingress', () => {
  it('each caller counts by the address that the ingress tells', async () => {
    const { port } = await startEndpoint(proxies(), { limits: little });
    expect(await statuses(port, times(20, from('192.0.2.1')))).toContain(429);
    expect(await statuses(port, [from('192.0.2.2')])).toEqual([204]);
    // What a caller put there itself stands before what the ingress added.
    expect(await statuses(port, [from('192.0.2.77, 192.0.2.1')])).toEqual([429]);
  });

  it('that is not trusted, all callers count as one', async () => {
    const { port } = await startEndpoint({}, { limits: little });
    expect(await statuses(port, times(20, from('192.0.2.1')))).toContain(429);
    expect(await statuses(port, [from('192.0.2.2')])).toEqual([429]);
  });
});

describe('D2: correctly signed calls have a budget of their own', () => {
  const good = { body: webhookBody(), headers: signature(secret, webhookBody()) };

  it('and take nothing from their address', async () => {
    const { port, hints } = await startEndpoint(signed, { limits: little });
    expect(new Set(await statuses(port, times(30, good)))).toEqual(new Set([204]));
    expect(hints).toHaveLength(30);
  });

  it('which a flood from their own address does not use up', async () => {
    const { port, hints } = await startEndpoint(signed, { limits: little });
    const unsigned = await statuses(port, times(30, { body: webhookBody() }));
    expect(unsigned).toContain(429);
    expect(await statuses(port, times(10, good))).toEqual(times(10, 204));
    expect(hints).toHaveLength(10);
  });

  it('and beyond it are told to come again', async () => {
    const limits = { ...little, vouchedBytesPerSecond: 1500 };
    const { port } = await startEndpoint(signed, { limits });
    const answers = [];
    for (let time = 0; time < 20; time += 1) answers.push(await send(port, good));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers['retry-after']).toBe('1');
  });
});

describe('D1: unfinished bodies', () => {
  const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n';

  it('hold a bounded amount together: the oldest give way with 429, whatever is signed', async () => {
    const limits = { unfinishedBytes: 64 * 1024, logLinesPerSecond: 1000 };
    const { port, lines } = await startEndpoint(signed, { limits });
    const headers = { ...signature(secret, ''), host: 'x', 'content-length': '100000' };
    const text = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const answers: string[] = [];
    const open: Socket[] = [];
    for (let index = 0; index < 20; index += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined).on('data', (data) => answers.push(data.toString()));
      socket.write(`POST / HTTP/1.1\r\n${text.join('')}\r\n${'x'.repeat(16_000)}`);
      open.push(socket);
    }
    // 16 KiB each: four of them are left.
    await vi.waitFor(() => expect(answers).toHaveLength(16), 10_000);
    expect(lines.filter(({ fields }) => 'reason' in fields && fields.reason === 'gave-way').length).toBe(16);
    expect(answers.every((answer) => answer.startsWith('HTTP/1.1 429'))).toBe(true);
    const good = { body: webhookBody(), headers: signature(secret, webhookBody()) };
    expect((await send(port, good)).status).toBe(204);
    for (const socket of open) socket.destroy();
  });

  it('in more pieces than anybody needs get 413', async () => {
    const { port, hints } = await startEndpoint({}, { limits: { bodyPieces: 100 } });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(200)}`,
    );
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(data.toString()).toMatch(/^HTTP\/1\.1 413/);
    expect(hints).toEqual([]);
  });

  it('of a caller who goes away are forgotten', async () => {
    const { port, lines } = await startEndpoint({}, { limits: { unfinishedBytes: 64 * 1024 } });
    for (let index = 0; index < 20; index += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`${head}${'x'.repeat(16_000)}`);
      await once(socket, 'connect');
      socket.destroy();
      await closed(socket);
    }
    expect((await send(port, { body: webhookBody() })).status).toBe(204);
    expect(lines.filter(({ fields }) => 'reason' in fields && fields.reason === 'gave-way')).toEqual([]);
  });
});

describe('D2: silent connections', () => {
  it.each([
    ['of one address', { connectionsPerAddress: 8 }],
    ['of all addresses', { connections: 8 }],
  ])('%s make room for new ones, which are answered', async (_name, limits) => {
    const { port } = await startEndpoint({}, { limits });
    const closed: Socket[] = [];
    const silent = [];
    for (let index = 0; index < 100; index += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined).on('close', () => closed.push(socket));
      silent.push(socket);
      await once(socket, 'connect');
    }
    for (let index = 0; index < 5; index += 1) {
      expect((await send(port, { method: 'GET', path: '/healthz' })).status).toBe(200);
    }
    expect(100 - closed.length).toBeLessThanOrEqual(8);
    for (const socket of silent) socket.destroy();
  });

  it('of a trusted proxy count only together with all others', async () => {
    const { port } = await startEndpoint(proxies(), { limits: { connectionsPerAddress: 1 } });
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    expect((await send(port, { method: 'GET', path: '/healthz' })).status).toBe(200);
    expect(silent.destroyed).toBe(false);
    silent.destroy();
  });
});

it('D1: of requests that were sent ahead on one connection only the first is looked at', async () => {
  const { port, hints } = await startEndpoint();
  const body = webhookBody();
  const request = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const socket = connect(port, '127.0.0.1');
  socket.resume().write(request.repeat(50));
  await closed(socket);
  expect(hints).toHaveLength(1);
});
