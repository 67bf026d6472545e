import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { webSocketDuplex } from './websocket-duplex.ts';

const open: { destroy(): unknown }[] = [];
afterEach(() => open.splice(0).forEach((socket) => socket.destroy()));

/** Both ends of one connection. */
async function ends(): Promise<readonly [Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [far] = (await once(server, 'connection')) as [Socket];
  server.close();
  open.push(near, far);
  return [near, far];
}

const frame = (opcode: number, text: string) =>
  Buffer.concat([Buffer.from([0x80 | opcode, text.length]), Buffer.from(text)]);

it('gives what is inside, answers pings, and ends at a close frame whatever follows it', async () => {
  const [near, far] = await ends();
  const inner = webSocketDuplex(near);
  const seen: Buffer[] = [];
  inner.on('data', (chunk: Buffer) => seen.push(chunk));
  const ended = once(inner, 'end');
  far.write(
    Buffer.concat([frame(2, 'one'), frame(9, 'there?'), frame(2, 'two'), frame(8, ''), frame(2, 'late')]),
  );
  const [pong] = (await once(far, 'data')) as [Buffer];
  await ended;
  expect(Buffer.concat(seen).toString()).toBe('onetwo');
  expect(pong.subarray(0, 2)).toEqual(Buffer.from([0x8a, 0x80 | 6]));
  expect(pong.subarray(6, 12).toString()).toBe('there?');
});

it('breaks where the connection breaks, or a frame is malformed', async () => {
  const [near, far] = await ends();
  const closed = once(webSocketDuplex(near), 'close');
  far.destroy();
  await closed;
  const [other, sender] = await ends();
  const failed = once(webSocketDuplex(other), 'error');
  sender.write(Buffer.from([0x89, 126, 1, 0]));
  const [error] = (await failed) as [Error];
  expect(error.message).toMatch(/malformed/);
});

it('waits for its reader instead of holding everything in memory', async () => {
  const [near, far] = await ends();
  const inner = webSocketDuplex(near);
  inner.once('readable', () => undefined);
  const big = Buffer.alloc(60_000, 1);
  const header = Buffer.from([0x82, 126, big.length >> 8, big.length & 255]);
  let sent = 0;
  // A sender whose socket takes no more is one whose reader waits.
  while (sent < 2_000 && far.write(Buffer.concat([header, big]))) {
    sent += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(sent).toBeLessThan(2_000);
  expect(inner.readableLength).toBeLessThan(10 * big.length);
  let received = 0;
  inner.on('data', (chunk: Buffer) => (received += chunk.length));
  await expect.poll(() => received).toBe((sent + 1) * big.length);
});
