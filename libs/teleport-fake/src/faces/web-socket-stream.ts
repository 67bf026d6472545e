import { Duplex } from 'node:stream';

const OPCODE_BINARY = 2;
const OPCODE_CLOSE = 8;
const OPCODE_PING = 9;
const OPCODE_PONG = 10;

/** How the server's end of an upgraded connection behaves. */
export interface WebSocketOptions {
  /** False, as Teleport's servers were for long: the mask of client frames is not applied, so it must be zero. */
  readonly unmask: boolean;
  /** How often to send pings, in milliseconds; 0 never. */
  readonly pingEveryMs: number;
}

interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly end: number;
}

/** The server's end of a WebSocket whose binary frames carry a plain byte stream (RFC 6455); frame borders mean nothing. */
export function webSocketStream(socket: Duplex, options: WebSocketOptions): Duplex {
  let pending = Buffer.alloc(0);
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, _encoding, done) => void socket.write(frame(OPCODE_BINARY, chunk), () => done()),
    final: (done) => void socket.end(frame(OPCODE_CLOSE, Buffer.alloc(0)), () => done()),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let next = readFrame(pending, options); next !== undefined; next = readFrame(pending, options)) {
      pending = pending.subarray(next.end);
      receive(stream, socket, next);
    }
  });
  socket.on('end', () => stream.push(null));
  socket.on('close', () => stream.destroy());
  socket.on('error', () => stream.destroy());
  keepAlive(stream, socket, options.pingEveryMs);
  return stream;
}

function receive(stream: Duplex, socket: Duplex, { opcode, payload }: Frame): void {
  if (opcode === OPCODE_BINARY && !stream.push(payload)) socket.pause();
  if (opcode === OPCODE_PING) socket.write(frame(OPCODE_PONG, payload));
  if (opcode === OPCODE_CLOSE) stream.push(null);
}

function keepAlive(stream: Duplex, socket: Duplex, everyMs: number): void {
  if (everyMs === 0) return;
  const timer = setInterval(() => socket.write(frame(OPCODE_PING, Buffer.from('keepalive'))), everyMs);
  timer.unref();
  stream.on('close', () => clearInterval(timer));
}

function readFrame(bytes: Buffer, options: WebSocketOptions): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const masked = ((bytes[1] ?? 0) & 0x80) !== 0;
  const size = payloadSize(bytes);
  if (size === undefined) return undefined;
  const start = size.end + (masked ? 4 : 0);
  const end = start + size.length;
  if (bytes.length < end) return undefined;
  const payload = bytes.subarray(start, end);
  const plain = masked && options.unmask ? applyMask(payload, bytes.subarray(size.end, start)) : payload;
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload: plain, end };
}

function payloadSize(bytes: Buffer): { length: number; end: number } | undefined {
  const short = (bytes[1] ?? 0) & 0x7f;
  if (short < 126) return { length: short, end: 2 };
  const end = short === 126 ? 4 : 10;
  if (bytes.length < end) return undefined;
  return { length: short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)), end };
}

function applyMask(payload: Buffer, mask: Buffer): Buffer {
  return Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
}

function frame(opcode: number, payload: Buffer): Buffer {
  const first = Buffer.from([0x80 | opcode]);
  if (payload.length < 126) return Buffer.concat([first, Buffer.from([payload.length]), payload]);
  const length = Buffer.alloc(payload.length < 65_536 ? 3 : 9);
  length[0] = payload.length < 65_536 ? 126 : 127;
  if (payload.length < 65_536) length.writeUInt16BE(payload.length, 1);
  else length.writeBigUInt64BE(BigInt(payload.length), 1);
  return Buffer.concat([first, length, payload]);
}
