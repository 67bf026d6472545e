import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { toConnectError } from '../errors/connect-error.ts';
import type { Layer } from './dial-plan.ts';
import { formatHostPort, type HostPort } from './host-port.ts';

/** Where a stream goes first, and what is done on it. */
export interface StreamPlan {
  readonly firstHop: HostPort;
  readonly layers: readonly Layer[];
}

/** A byte stream by TCP and layers. Rejects with a `TeleportError`. */
export async function openStream({ firstHop, layers }: StreamPlan, signal: AbortSignal): Promise<Duplex> {
  const tcp = await openTcp(firstHop, signal);
  try {
    let stream: Duplex = tcp;
    for (const layer of layers) stream = await layer(stream, signal);
    return stream;
  } catch (error) {
    tcp.destroy();
    throw error;
  }
}

/** A TCP connection. Rejects with a `TeleportError`. */
export function openTcp(hop: HostPort, signal: AbortSignal) {
  return new Promise<ReturnType<typeof connect>>((resolve, reject) => {
    const socket = connect({ host: hop.host, port: hop.port, noDelay: true });
    const fail = (error: unknown) => {
      forget();
      socket.on('error', () => undefined);
      socket.destroy();
      reject(toConnectError(error, formatHostPort(hop)));
    };
    const onAbort = () => fail(signal.reason);
    const onConnect = () => {
      forget();
      resolve(socket);
    };
    const forget = () => {
      socket.off('error', fail).off('connect', onConnect);
      signal.removeEventListener('abort', onAbort);
    };
    socket.once('error', fail).once('connect', onConnect);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
