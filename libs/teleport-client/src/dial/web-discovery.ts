import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { toConnectError } from '../errors/connect-error.ts';
import { notDone } from '../errors/not-done.ts';
import { formatHostPort, type HostPort } from './host-port.ts';
import { openStream, type StreamPlan } from './open-stream.ts';
import { webTls } from './web-tls.ts';
import type { WebTrust } from './web-trust.ts';

const LONGEST = 1024 * 1024;

const Discovery = z.object({
  cluster_name: z.string().optional(),
  proxy: z.object({ tls_routing_enabled: z.boolean().optional() }),
});

/** What a Proxy Service says of its cluster. */
export interface WebDiscovery {
  readonly clusterName: string | undefined;
  readonly tlsRouting: boolean;
}

/** What asking needs. */
export interface DiscoveryOptions {
  readonly to: HostPort;
  /** How to get there, up to the TLS of the web server. */
  readonly way: StreamPlan;
  /** Authorities beside the system's, PEM. */
  readonly webTrust: WebTrust;
}

/** Asks the Proxy Service at an address how it can be reached. Rejects with a `TeleportError`. */
export async function discover(
  { to, way, webTrust }: DiscoveryOptions,
  signal: AbortSignal,
): Promise<WebDiscovery> {
  const address = formatHostPort(to);
  const stream = await openStream(way, signal);
  const socket = await webTls(stream, { to, webTrust, address, signal, protocols: ['http/1.1'] });
  try {
    const parsed = Discovery.safeParse(parseJson(await get(socket, address, signal)));
    if (!parsed.success) throw noDiscovery(address, 'the answer is not the one of a Proxy Service');
    const { cluster_name: clusterName, proxy } = parsed.data;
    return { clusterName: clusterName || undefined, tlsRouting: proxy.tls_routing_enabled ?? false };
  } finally {
    socket.destroy();
  }
}

function get(socket: Duplex, address: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(toConnectError(signal.aborted ? signal.reason : error, address));
    const path = '/webapi/find';
    const asked = request(
      { createConnection: () => socket, path, headers: { host: address }, signal },
      (answer) => {
        if (answer.statusCode !== 200)
          return fail(noDiscovery(address, `HTTP ${answer.statusCode} to ${path}`));
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > LONGEST) answer.destroy(noDiscovery(address, 'the answer is too long'));
        });
        answer.once('end', () => resolve(text));
        answer.once('error', fail);
      },
    );
    asked.once('error', fail);
    asked.end();
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noDiscovery(address: string, why: string) {
  return notDone(
    'bad-answer',
    `Asking ${address} for its routes: ${why}. Check that the address is the Proxy Service's.`,
  );
}
