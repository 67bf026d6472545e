import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { command } from './command.ts';

it('a taken port is said, with the flag, and ends the start', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const start = command().parseAsync(['node', 'jira-mock', 'start', '--port', String(port)]);
  await expect(start).rejects.toThrow(
    `Port ${port} (--port) is taken: another program listens there. ` +
      `Stop that program, or give another port with --port; 0 takes a free one.`,
  );
  other.close();
});
