import type { TLSSocket } from 'node:tls';
import { toConnectError } from '../errors/connect-error.ts';
import { notDone } from '../errors/not-done.ts';

/** A server that does not speak first within this time is taken to be content. */
const PATIENCE_MS = 2_000;

/**
 * Waits for the server's first bytes. With TLS 1.3 the client's certificate is judged only after the client's side of
 * the handshake is done, and HTTP/2 would hide the verdict; a server that accepts sends its settings at once.
 */
export function awaitWelcome(
  socket: TLSSocket,
  { address, signal }: { readonly address: string; readonly signal: AbortSignal },
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const forget = () => {
      clearTimeout(timer);
      socket.off('readable', onReadable).off('error', fail).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
    };
    const content = () => {
      forget();
      resolve(socket);
    };
    const fail = (error: unknown) => {
      forget();
      socket.on('error', () => undefined);
      socket.destroy();
      reject(toConnectError(error, address));
    };
    const onClose = () => fail(refused(address));
    const onAbort = () => fail(signal.reason);
    // Without bytes it is the end of the stream; what ended it may follow as an error.
    const onReadable = () => (socket.readableLength > 0 ? content() : void socket.read());
    const timer = setTimeout(content, PATIENCE_MS);
    socket.on('readable', onReadable).once('error', fail).once('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function refused(address: string) {
  return notDone(
    'certificate-refused',
    `Connecting to ${address}: the server closed the connection right after the TLS handshake, as it does when it refuses the identity's certificate. Check that the identity belongs to this cluster, and write a new one after a rotation of its authorities.`,
  );
}
