import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// Reads what it is sent and answers 204: what the bytes cost whoever reads them at all. Prints its port.

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    Buffer.concat(chunks);
    response.writeHead(204, { connection: 'close' }).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
