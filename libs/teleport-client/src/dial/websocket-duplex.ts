import { Duplex } from 'node:stream';
import {
  binaryHeader,
  closeFrame,
  pongFrame,
  WebSocketDecoder,
  type WebSocketPart,
} from './websocket-frames.ts';

/** The bytes inside the binary frames of a WebSocket, as a stream. Pings are answered; a close frame is the end. */
export function webSocketDuplex(under: Duplex): Duplex {
  const decoder = new WebSocketDecoder();
  let ended = false;
  const inner = new Duplex({
    read: () => void under.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      // One write, so that header and payload travel in one packet.
      under.write(Buffer.concat([binaryHeader(chunk.length), chunk]), done);
    },
    final: (done) => void under.end(closeFrame(), done),
    destroy: (error, done) => {
      under.destroy();
      done(error);
    },
  });
  const take = (part: WebSocketPart) => {
    if (ended) return;
    switch (part.kind) {
      case 'data':
        if (!inner.push(part.bytes)) under.pause();
        return;
      case 'ping':
        under.write(pongFrame(part.payload));
        return;
      case 'close':
        end();
    }
  };
  const end = () => {
    ended = true;
    inner.push(null);
  };
  under.on('data', (chunk: Buffer) => {
    const parts = decoder.push(chunk);
    if (parts === undefined) inner.destroy(new Error('the WebSocket was closed: a frame was malformed'));
    else parts.forEach(take);
  });
  under.on('end', end);
  under.on('error', (error) => inner.destroy(error));
  under.on('close', () => inner.destroy());
  return inner;
}
