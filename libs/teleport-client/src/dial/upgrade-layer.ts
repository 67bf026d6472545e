import { createHash, randomBytes } from 'node:crypto';
import { notDone } from '../errors/not-done.ts';
import type { Layer } from './dial-plan.ts';
import { formatHostPort, type HostPort } from './host-port.ts';
import { readHttpHead, type HttpHead } from './http-head.ts';
import { webSocketDuplex } from './websocket-duplex.ts';
import { webTls } from './web-tls.ts';
import type { WebTrust } from './web-trust.ts';

/** The variant in which the server keeps the connection alive with WebSocket pings. */
const PROTOCOL = 'alpn-ping';
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The way past a balancer that ends TLS and so drops ALPN: its own TLS, then a WebSocket to the Proxy Service. */
export function upgradeLayer(to: HostPort, webTrust: WebTrust): Layer {
  const address = formatHostPort(to);
  return async (under, signal) => {
    const outer = await webTls(under, { to, webTrust, address, signal, protocols: ['http/1.1'] });
    const key = randomBytes(16).toString('base64');
    outer.write(request(address, key));
    const head = await readHttpHead(outer, { address, signal });
    const reason = refusal(head, key);
    if (reason === undefined) return webSocketDuplex(outer);
    outer.destroy();
    throw notDone('upgrade-refused', `Connecting to ${address}: ${reason}`);
  };
}

function request(address: string, key: string): string {
  return [
    'GET /webapi/connectionupgrade HTTP/1.1',
    `Host: ${address}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    `Sec-WebSocket-Protocol: ${PROTOCOL}`,
    '\r\n',
  ].join('\r\n');
}

function refusal({ status, headers }: HttpHead, key: string): string | undefined {
  if (status === 404)
    return 'the Proxy Service does not know connection upgrades. Upgrade the cluster, or let the balancer pass TLS through.';
  if (status !== 101)
    return `the connection upgrade was answered with HTTP ${status}. Let the balancer pass WebSockets to /webapi/connectionupgrade.`;
  const accept = createHash('sha1').update(`${key}${WEBSOCKET_GUID}`).digest('base64');
  const isOurs =
    headers.get('upgrade')?.toLowerCase() === 'websocket' &&
    headers.get('sec-websocket-protocol') === PROTOCOL &&
    headers.get('sec-websocket-accept') === accept;
  return isOurs
    ? undefined
    : 'the connection upgrade was answered, but not as a WebSocket of Teleport. Check what is between here and the Proxy Service.';
}
