/**
 * The text, cut so that it takes at most this many bytes of UTF-8. A cut text ends with `…` where that fits; no sign is
 * cut in half.
 */
export function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let kept = '';
  for (const sign of text) {
    bytes += bytesOf(sign);
    if (bytes > maxBytes) return maxBytes < cutMarkBytes ? '' : `${kept}${cutMark}`;
    if (bytes <= maxBytes - cutMarkBytes) kept += sign;
  }
  return text;
}

/** How many bytes of UTF-8 a text takes. Half of a surrogate pair counts as three, as an encoder writes it. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const sign of text) bytes += bytesOf(sign);
  return bytes;
}

const cutMark = '…';
const cutMarkBytes = 3;

function bytesOf(sign: string): number {
  const point = sign.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
