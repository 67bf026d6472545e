import type { TLSSocket } from 'node:tls';
import { toConnectError } from '../errors/connect-error.ts';

/** Waits for a TLS handshake. Rejects with a `TeleportError` that says what was wrong, and then leaves no socket behind. */
export function handshake(
  socket: TLSSocket,
  { address, signal }: { readonly address: string; readonly signal: AbortSignal },
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      forget();
      // A socket that is destroyed with data under way may still report; nobody is left to hear it.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(toConnectError(error, address));
    };
    const onClose = () => fail(new Error('the connection was closed during the TLS handshake'));
    const onAbort = () => fail(signal.reason);
    const onSecure = () => {
      forget();
      resolve(socket);
    };
    const forget = () => {
      socket.off('error', fail).off('close', onClose).off('secureConnect', onSecure);
      signal.removeEventListener('abort', onAbort);
    };
    socket.once('error', fail).once('close', onClose).once('secureConnect', onSecure);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
