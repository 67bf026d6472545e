import type { Duplex } from 'node:stream';
import { toConnectError } from '../errors/connect-error.ts';
import { notDone } from '../errors/not-done.ts';

const LONGEST = 16 * 1024;

/** The beginning of an HTTP/1.1 answer. */
export interface HttpHead {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Reads the head of an answer and leaves everything after it in the stream. Rejects with a `TeleportError`. */
export function readHttpHead(
  stream: Duplex,
  { address, signal }: { readonly address: string; readonly signal: AbortSignal },
): Promise<HttpHead> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const forget = () => {
      stream.off('readable', onReadable).off('error', fail).off('close', onClose).off('end', onClose);
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown) => {
      forget();
      stream.on('error', () => undefined);
      reject(toConnectError(error, address));
    };
    const onClose = () => fail(new Error('the connection was closed before an answer came'));
    const onAbort = () => fail(signal.reason);
    const onReadable = () => {
      for (let chunk = read(stream); chunk !== undefined; chunk = read(stream)) {
        seen = Buffer.concat([seen, chunk]);
        const end = seen.indexOf('\r\n\r\n');
        if (end < 0 && seen.length > LONGEST) return fail(noHttp(address));
        if (end < 0) continue;
        forget();
        if (end + 4 < seen.length) stream.unshift(seen.subarray(end + 4));
        const head = parseHead(seen.toString('latin1', 0, end));
        return head === undefined ? reject(noHttp(address)) : resolve(head);
      }
    };
    stream.on('readable', onReadable).once('error', fail).once('close', onClose).once('end', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

function read(stream: Duplex): Buffer | undefined {
  return (stream.read() as Buffer | null) ?? undefined;
}

function parseHead(text: string): HttpHead | undefined {
  const [first = '', ...lines] = text.split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1];
  if (status === undefined) return undefined;
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(status), headers: new Map(headers) };
}

function noHttp(address: string) {
  return notDone('connect-failed', `Connecting to ${address}: the answer is not HTTP. Check the address.`);
}
