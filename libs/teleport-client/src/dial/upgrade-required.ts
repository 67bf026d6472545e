import { TeleportError } from '../errors/teleport-error.ts';
import type { Duplex } from 'node:stream';
import { formatHostPort, type HostPort } from './host-port.ts';
import type { Environment } from './http-proxy.ts';
import { webTls } from './web-tls.ts';
import type { WebTrust } from './web-trust.ts';

const OFFERED = 'teleport-reversetunnel';
const VARIABLE = 'TELEPORT_TLS_ROUTING_CONN_UPGRADE';

/** What `TELEPORT_TLS_ROUTING_CONN_UPGRADE` says about an address: `true`, or `host:port=true`, several by comma or semicolon. Undefined when it is not set. */
export function upgradeOverride(to: HostPort, environment: Environment): boolean | undefined {
  const value = environment[VARIABLE]?.trim();
  if (value === undefined || value === '') return undefined;
  const entries = value.split(/[,;]/).map((entry) => entry.trim());
  const own = entries.find((entry) => entry.startsWith(`${formatHostPort(to)}=`));
  if (own !== undefined) return isTrue(own.slice(own.lastIndexOf('=') + 1));
  const general = entries.find((entry) => entry !== '' && !entry.includes('='));
  return general !== undefined && isTrue(general);
}

/**
 * Whether something before the Proxy Service ends TLS and drops ALPN: it then does not agree on the protocol that
 * every Proxy Service knows. What cannot be told counts as no, as in Teleport's own clients.
 */
export async function isUpgradeRequired(
  under: Duplex,
  { to, webTrust, signal }: { to: HostPort; webTrust: WebTrust; signal: AbortSignal },
): Promise<boolean> {
  const address = formatHostPort(to);
  try {
    const socket = await webTls(under, { to, webTrust, address, signal, protocols: [OFFERED] });
    socket.destroy();
    return socket.alpnProtocol !== OFFERED;
  } catch (error) {
    return error instanceof TeleportError && /no.application.protocol/i.test(error.message);
  }
}

function isTrue(text: string): boolean {
  return ['1', 't', 'true', 'yes', 'y', 'on'].includes(text.trim().toLowerCase());
}
