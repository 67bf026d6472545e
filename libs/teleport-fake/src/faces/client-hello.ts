/** What a TLS client asks for before anything is encrypted. */
export interface ClientHello {
  readonly serverName: string | undefined;
  /** Protocols in the client's order. */
  readonly alpn: readonly string[];
}

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const EXTENSION_SERVER_NAME = 0;
const EXTENSION_ALPN = 16;

/**
 * Reads the first handshake message of a TLS connection (RFC 8446, 4.1.2).
 * `undefined` when more bytes are needed; throws RangeError when it is no ClientHello.
 */
export function parseClientHello(bytes: Buffer): ClientHello | undefined {
  const message = handshakeMessage(bytes);
  if (message === undefined) return undefined;
  const reader = createReader(message);
  if (reader.number(1) !== CLIENT_HELLO) throw new RangeError('not a ClientHello');
  reader.number(3);
  reader.skip(2 + 32);
  reader.vector(1);
  reader.vector(2);
  reader.vector(1);
  return extensions(reader.rest() > 0 ? reader.vector(2) : Buffer.alloc(0));
}

/** Joins the records that carry the first handshake message, if it has arrived whole. */
function handshakeMessage(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length;) {
    if (bytes[at] !== HANDSHAKE_RECORD) throw new RangeError('not a TLS handshake');
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (end > bytes.length) return undefined;
    parts.push(bytes.subarray(at + 5, end));
    const joined = Buffer.concat(parts);
    if (joined.length >= 4 && joined.length >= 4 + joined.readUIntBE(1, 3)) return joined;
    at = end;
  }
  if (bytes.length > 0 && bytes[0] !== HANDSHAKE_RECORD) throw new RangeError('not a TLS handshake');
  return undefined;
}

function extensions(block: Buffer): ClientHello {
  const reader = createReader(block);
  let serverName: string | undefined;
  let alpn: readonly string[] = [];
  while (reader.rest() > 0) {
    const type = reader.number(2);
    const body = createReader(reader.vector(2));
    if (type === EXTENSION_SERVER_NAME) {
      const list = createReader(body.vector(2));
      list.number(1);
      serverName = list.vector(2).toString('latin1');
    } else if (type === EXTENSION_ALPN) {
      const list = createReader(body.vector(2));
      const names: string[] = [];
      while (list.rest() > 0) names.push(list.vector(1).toString('latin1'));
      alpn = names;
    }
  }
  return { serverName, alpn };
}

interface Reader {
  /** A big-endian number of so many bytes. */
  number(bytes: number): number;
  /** Bytes that are preceded by their length, itself of so many bytes. */
  vector(lengthBytes: number): Buffer;
  skip(bytes: number): void;
  rest(): number;
}

function createReader(bytes: Buffer): Reader {
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError('ClientHello ends too early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const number = (length: number): number => take(length).readUIntBE(0, length);
  return {
    number,
    vector: (lengthBytes) => take(number(lengthBytes)),
    skip: (length) => void take(length),
    rest: () => bytes.length - at,
  };
}
