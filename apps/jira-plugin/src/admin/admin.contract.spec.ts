import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { send } from '../webhook/endpoint-under-test.fixture.ts';
import { createAdminServer, type AdminServer } from './create-admin-server.ts';
import type { Readiness } from './readiness.ts';

const servers: AdminServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const well: Readiness = { ready: true, checks: [{ name: 'stream', ok: true, detail: 'It is open.' }] };
const ill: Readiness = { ready: false, checks: [{ name: 'stream', ok: false, detail: 'It is not open.' }] };

async function start(readiness: () => Readiness, port = 0): Promise<number> {
  const server = createAdminServer({ listen: { host: '127.0.0.1', port } }, readiness);
  servers.push(server);
  return server.listen();
}

it('D2: tells that it lives, whatever else', async () => {
  const port = await start(() => ill);
  expect(await send(port, { method: 'GET', path: '/livez' })).toMatchObject({ status: 200, body: '' });
});

it('D2: tells whether the plugin is ready, and why not', async () => {
  const state = { now: well };
  const port = await start(() => state.now);
  const ready = await send(port, { method: 'GET', path: '/readyz' });
  expect([ready.status, JSON.parse(ready.body)]).toEqual([200, well]);
  state.now = ill;
  const not = await send(port, { method: 'GET', path: '/readyz' });
  expect([not.status, JSON.parse(not.body)]).toEqual([503, ill]);
});

it.each([
  ['GET', '/'],
  ['POST', '/readyz'],
])('answers nothing else: %s %s', async (method, path) => {
  const port = await start(() => well);
  const { status, body } = await send(port, { method, path });
  expect([status >= 400 && status < 500, body]).toEqual([true, '']);
});

it('D2: answers although silent connections are held open', async () => {
  const port = await start(() => well);
  const silent = [];
  for (let index = 0; index < 100; index += 1) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    silent.push(socket);
    await once(socket, 'connect');
  }
  expect((await send(port, { method: 'GET', path: '/livez' })).status).toBe(200);
  for (const socket of silent) socket.destroy();
});

it('names the address and the key when its port is taken', async () => {
  const port = await start(() => well);
  await expect(start(() => well, port)).rejects.toThrow(
    `The admin listener cannot listen on 127.0.0.1:${port}: another process listens there; change admin.listen_addr.`,
  );
});
