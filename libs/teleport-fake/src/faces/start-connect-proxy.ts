import { createServer, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { join, listen, splitAddress, type ListenAt, type Listener } from './listen.ts';

/** What an HTTP proxy asks of its clients, and where names lead. */
export interface ConnectProxyOptions extends ListenAt {
  /** Basic authentication; default none. */
  readonly auth?: { readonly user: string; readonly password: string };
  /** `host:port` as asked for, to the address it stands for; anything else is dialed as it is. */
  readonly hosts?: Readonly<Record<string, string>>;
}

/** An HTTP proxy that tunnels by CONNECT and nothing else. */
export interface ConnectProxy extends Listener {
  /** The `host:port` of every CONNECT that was let through, in order. */
  connects(): readonly string[];
  /** How many were refused for want of the right password. */
  refused(): number;
}

/** Starts a CONNECT proxy. */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const through: string[] = [];
  let refused = 0;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (!isAuthorized(request, options.auth)) {
      refused += 1;
      const lines = ['HTTP/1.1 407 Proxy Authentication Required', 'proxy-authenticate: Basic realm="proxy"'];
      socket.end(`${lines.join('\r\n')}\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const wanted = request.url ?? '';
    through.push(wanted);
    tunnel(socket, head, options.hosts?.[wanted] ?? wanted);
  });
  const listener = await listen(options, (socket) => server.emit('connection', socket));
  return { ...listener, connects: () => [...through], refused: () => refused };
}

function isAuthorized(request: IncomingMessage, auth: ConnectProxyOptions['auth']): boolean {
  if (auth === undefined) return true;
  const expected = Buffer.from(`${auth.user}:${auth.password}`).toString('base64');
  return request.headers['proxy-authorization'] === `Basic ${expected}`;
}

function tunnel(client: Duplex, head: Buffer, address: string): void {
  const server = connect(splitAddress(address));
  let open = false;
  server.on('error', () => {
    if (!open) client.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
  });
  server.on('connect', () => {
    open = true;
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.write(head);
    join(client, server);
  });
}
