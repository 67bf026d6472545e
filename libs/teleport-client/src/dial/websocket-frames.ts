/** What the other side of a connection upgrade says. */
export type WebSocketPart =
  | { readonly kind: 'data'; readonly bytes: Buffer }
  | { readonly kind: 'ping'; readonly payload: Buffer }
  | { readonly kind: 'close' };

const CONTINUATION = 0x0;
const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const LONGEST_CONTROL = 125;

/** The start of a binary frame for so many bytes of payload. */
export function binaryHeader(length: number): Buffer {
  return header(BINARY, length);
}

/** A whole pong frame. */
export function pongFrame(payload: Buffer): Buffer {
  return Buffer.concat([header(PONG, payload.length), payload]);
}

/** A whole close frame: a normal closure. */
export function closeFrame(): Buffer {
  return Buffer.concat([header(CLOSE, 2), Buffer.from([0x03, 0xe8])]);
}

/** A final frame with the mask bit set, as clients must, and a mask of zeros, because not every Teleport unmasks. */
function header(opcode: number, length: number): Buffer {
  const mask = Buffer.alloc(4);
  const first = 0x80 | opcode;
  if (length < 126) return Buffer.concat([Buffer.from([first, 0x80 | length]), mask]);
  if (length < 65_536)
    return Buffer.concat([Buffer.from([first, 0x80 | 126, length >> 8, length & 0xff]), mask]);
  const long = Buffer.alloc(10);
  long.writeUInt8(first, 0);
  long.writeUInt8(0x80 | 127, 1);
  long.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([long, mask]);
}

interface Frame {
  readonly opcode: number;
  readonly mask: Buffer | undefined;
  readonly length: number;
}

/** Takes frames apart, however the bytes are cut. Borders of frames mean nothing; text and unknown frames are skipped. */
export class WebSocketDecoder {
  #bytes: Buffer = Buffer.alloc(0);
  #frame: Frame | undefined;
  #done = 0;

  /** The parts that these bytes complete or, for data, carry; undefined for what no server may send. */
  push(chunk: Buffer): readonly WebSocketPart[] | undefined {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const parts: WebSocketPart[] = [];
    for (;;) {
      this.#frame ??= this.#header();
      if (this.#frame === undefined) return parts;
      if (this.#frame.opcode >= CLOSE && this.#frame.length > LONGEST_CONTROL) return undefined;
      const payload = this.#payload(this.#frame);
      if (payload === undefined) return parts;
      const part = partOf(this.#frame.opcode, payload);
      if (part !== undefined) parts.push(part);
      if (this.#done < this.#frame.length) return parts;
      this.#frame = undefined;
      this.#done = 0;
    }
  }

  #header(): Frame | undefined {
    const [first, second] = this.#bytes;
    if (first === undefined || second === undefined) return undefined;
    const short = second & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    const size = 2 + extra + (second & 0x80 ? 4 : 0);
    if (this.#bytes.length < size) return undefined;
    const length =
      extra === 0
        ? short
        : extra === 2
          ? this.#bytes.readUInt16BE(2)
          : Number(this.#bytes.readBigUInt64BE(2));
    const mask = second & 0x80 ? this.#bytes.subarray(2 + extra, size) : undefined;
    this.#bytes = this.#bytes.subarray(size);
    return { opcode: first & 0x0f, mask, length };
  }

  /** What is there of a data frame's payload, or the whole payload of a control frame once it is there. */
  #payload({ opcode, mask, length }: Frame): Buffer | undefined {
    const left = length - this.#done;
    const isControl = opcode >= CLOSE;
    if (left > 0 && (this.#bytes.length === 0 || (isControl && this.#bytes.length < left))) return undefined;
    const payload = this.#bytes.subarray(0, left);
    this.#bytes = this.#bytes.subarray(payload.length);
    const start = this.#done;
    this.#done += payload.length;
    return mask === undefined
      ? payload
      : (payload.map((byte, index) => byte ^ (mask[(start + index) % 4] ?? 0)) as Buffer);
  }
}

function partOf(opcode: number, payload: Buffer): WebSocketPart | undefined {
  switch (opcode) {
    case BINARY:
    case CONTINUATION:
      return payload.length === 0 ? undefined : { kind: 'data', bytes: payload };
    case PING:
      return { kind: 'ping', payload };
    case CLOSE:
      return { kind: 'close' };
    default:
      return undefined;
  }
}
