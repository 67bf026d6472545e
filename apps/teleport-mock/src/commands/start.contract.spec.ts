import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { start } from './start.ts';

const FREE = { host: '127.0.0.1', port: 0, webPort: 0, proxyPort: 0, serverVersion: '18.11.0' };
let other: Server;
let taken: number;

beforeEach(async () => {
  other = await listening(0);
  taken = (other.address() as AddressInfo).port;
});
afterEach(() => closed(other));

test.each([
  ['--port', { port: 'taken' }],
  ['--web-port', { webPort: 'taken' }],
  ['--proxy-port', { proxyPort: 'taken' }],
] as const)('a taken port of %s is said, with the flag, and ends the start', async (flag, which) => {
  const [name] = Object.keys(which);
  await expect(start({ ...FREE, [String(name)]: taken })).rejects.toThrow(
    `Port ${taken} (${flag}) is taken: another program listens there. ` +
      `Stop that program, or give another port with ${flag}; 0 takes a free one.`,
  );
});

test.each(['webPort', 'proxyPort'])(
  'when %s is taken, the port of the Auth Service is given back',
  async (name) => {
    const free = await listening(0);
    const { port } = free.address() as AddressInfo;
    await closed(free);
    await expect(start({ ...FREE, port, [name]: taken })).rejects.toThrow('is taken');
    await closed(await listening(port));
  },
);

function listening(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
