import { connect as connectTls, createServer } from 'node:tls';
import { join, listen, splitAddress, type ListenAt, type Listener } from './listen.ts';
import { issueWebCertificate } from './web-certificate.ts';

/** An L7 balancer: it ends TLS itself, so no ALPN name of the client reaches the proxy behind it. */
export interface Balancer extends Listener {
  /** The CA of its certificate, PEM. */
  readonly caPem: string;
}

/** How the balancer treats ALPN names it does not know: as if none were offered, or with a TLS alert. */
export type AlpnManner = 'ignore' | 'refuse';

/** Starts a balancer in front of a proxy. */
export async function startBalancer(
  proxy: { address: string; caPem: string },
  options: ListenAt & { alpn?: AlpnManner } = {},
): Promise<Balancer> {
  const certificate = await issueWebCertificate();
  const ending = createServer({
    key: certificate.keyPem,
    cert: certificate.certPem,
    ...(options.alpn === 'refuse' ? { ALPNProtocols: ['http/1.1'] } : {}),
  });
  ending.on('tlsClientError', (_error, socket) => socket.destroy());
  ending.on('secureConnection', (client) => {
    const { host, port } = splitAddress(proxy.address);
    const behind = connectTls({
      host,
      port,
      ca: proxy.caPem,
      servername: 'localhost',
      ALPNProtocols: ['http/1.1'],
    });
    join(client, behind);
  });
  const listener = await listen(options, (socket) => ending.emit('connection', socket));
  return { ...listener, caPem: certificate.caPem };
}
