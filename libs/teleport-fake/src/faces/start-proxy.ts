import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { join, listen, splitAddress, type ListenAt, type Listener } from './listen.ts';
import { peekClientHello } from './peek-client-hello.ts';
import { issueWebCertificate, type WebCertificate } from './web-certificate.ts';
import { webSocketStream } from './web-socket-stream.ts';

/** How the proxy behaves. Every field may be changed while it runs. */
export interface ProxySettings {
  /** What `/webapi/find` says, and whether ALPN routing works at all. */
  tlsRouting: boolean;
  /** Whether `/webapi/find` tells the cluster's name; `/webapi/ping` always does. */
  clusterNameInFind: boolean;
  /** False answers 404 to connection upgrades, as servers before them do. */
  connectionUpgrade: boolean;
  /** False, as Teleport's servers were for long: client frames must have a zero mask. */
  unmask: boolean;
  /** How often to ping on `alpn-ping` upgrades, in milliseconds. */
  pingEveryMs: number;
}

/** A proxy in front of an Auth Service. */
export interface TeleportProxy extends Listener {
  /** The CA of its web certificate, PEM: what a client's system roots would hold. */
  readonly caPem: string;
  readonly settings: ProxySettings;
  /** Connections piped to Auth so far, by the way they came. */
  routed(): { readonly direct: number; readonly upgraded: number };
}

/** What stands behind the proxy. */
export interface ProxyTarget {
  readonly clusterName: string;
  readonly authAddress: string;
  /** Read at each request, so that a changed version shows. */
  readonly serverVersion: () => string;
  readonly minClientVersion: () => string;
}

interface Proxy {
  readonly target: ProxyTarget;
  readonly settings: ProxySettings;
  readonly counts: { direct: number; upgraded: number };
  readonly web: Server;
  address: string;
}

const AUTH_PREFIX = 'teleport-auth@';
const AUTH_SUFFIX = '.teleport.cluster.local';
const WEB_SOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Starts a proxy that routes TLS by the first ALPN name, and serves `/webapi` to everyone else. */
export async function startProxy(target: ProxyTarget, at: ListenAt = {}): Promise<TeleportProxy> {
  const certificate = await issueWebCertificate();
  const proxy: Proxy = {
    target,
    settings: {
      tlsRouting: true,
      clusterNameInFind: true,
      connectionUpgrade: true,
      unmask: false,
      pingEveryMs: 30_000,
    },
    counts: { direct: 0, upgraded: 0 },
    web: webServer(certificate),
    address: '',
  };
  serveWeb(proxy);
  const listener = await listen(at, (socket) => void accept(proxy, socket));
  proxy.address = listener.address;
  return {
    address: listener.address,
    close: () => listener.close(),
    caPem: certificate.caPem,
    settings: proxy.settings,
    routed: () => ({ ...proxy.counts }),
  };
}

/** A real proxy negotiates its tunnel protocol, by which clients tell it from a balancer that does not know ALPN. */
function webServer(certificate: WebCertificate): Server {
  return createServer({
    key: certificate.keyPem,
    cert: certificate.certPem,
    ALPNProtocols: ['teleport-reversetunnel', 'teleport-reversetunnel-ping', 'http/1.1'],
  });
}

async function accept(proxy: Proxy, socket: Socket): Promise<void> {
  try {
    const { alpn } = await peekClientHello(socket);
    if (proxy.settings.tlsRouting && alpn[0]?.startsWith(AUTH_PREFIX) === true) {
      toAuth(proxy, socket, { alpn: alpn[0], way: 'direct' });
    } else {
      proxy.web.emit('connection', socket);
    }
  } catch {
    socket.destroy();
  }
}

function toAuth(proxy: Proxy, connection: Duplex, by: { alpn: string; way: 'direct' | 'upgraded' }): void {
  if (clusterOf(by.alpn) !== proxy.target.clusterName) {
    connection.destroy();
    return;
  }
  proxy.counts[by.way] += 1;
  join(connection, connect(splitAddress(proxy.target.authAddress)));
}

function clusterOf(alpn: string): string | undefined {
  if (!alpn.endsWith(AUTH_SUFFIX)) return undefined;
  return Buffer.from(alpn.slice(AUTH_PREFIX.length, -AUTH_SUFFIX.length), 'hex').toString();
}

function serveWeb(proxy: Proxy): void {
  proxy.web.on('secureConnection', (socket: TLSSocket) => {
    // The SSH tunnel behind this protocol is not part of the fake.
    if (typeof socket.alpnProtocol === 'string' && socket.alpnProtocol.startsWith('teleport-')) socket.end();
  });
  proxy.web.on('tlsClientError', (_error, socket) => socket.destroy());
  proxy.web.on('request', (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const known = path === '/webapi/find' || path === '/webapi/ping' || path.startsWith('/webapi/ping/');
    const body = known ? webapi(proxy, path) : { error: { message: 'not found' } };
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  proxy.web.on('upgrade', (request: IncomingMessage, socket: Duplex) => upgrade(proxy, request, socket));
}

function webapi(proxy: Proxy, path: string): object {
  const { target, settings, address } = proxy;
  const named = path !== '/webapi/find' || settings.clusterNameInFind;
  return {
    auth: { type: 'local', second_factor: 'on' },
    proxy: {
      kube: { enabled: false },
      ssh: {
        listen_addr: '0.0.0.0:3023',
        tunnel_listen_addr: '0.0.0.0:3024',
        web_listen_addr: address,
        public_addr: address,
        dial_timeout: 30_000_000_000,
      },
      db: {},
      tls_routing_enabled: settings.tlsRouting,
    },
    server_version: target.serverVersion(),
    min_client_version: target.minClientVersion(),
    ...(named ? { cluster_name: target.clusterName } : {}),
    automatic_upgrades: false,
    edition: 'ent',
    fips: false,
  };
}

function upgrade(proxy: Proxy, request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  const { headers } = request;
  const protocol = headers['sec-websocket-protocol'];
  const wanted = protocol === 'alpn' || protocol === 'alpn-ping';
  const isUpgrade = request.url === '/webapi/connectionupgrade' && headers.upgrade === 'websocket';
  if (!isUpgrade || !wanted || !proxy.settings.connectionUpgrade) {
    socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    return;
  }
  const key = headers['sec-websocket-key'] ?? '';
  const accepted = createHash('sha1').update(`${key}${WEB_SOCKET_GUID}`).digest('base64');
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accepted}`,
    `Sec-WebSocket-Protocol: ${protocol}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const { unmask, pingEveryMs } = proxy.settings;
  const inner = webSocketStream(socket, { unmask, pingEveryMs: protocol === 'alpn-ping' ? pingEveryMs : 0 });
  inner.on('error', () => inner.destroy());
  void acceptUpgraded(proxy, inner);
}

async function acceptUpgraded(proxy: Proxy, inner: Duplex): Promise<void> {
  try {
    const [first] = (await peekClientHello(inner)).alpn;
    if (first?.startsWith(AUTH_PREFIX) !== true) throw new RangeError('only Auth is reachable by upgrade');
    toAuth(proxy, inner, { alpn: first, way: 'upgraded' });
  } catch {
    inner.destroy();
  }
}
