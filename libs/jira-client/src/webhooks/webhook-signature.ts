import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `header` (`X-Hub-Signature`) signs the raw body with one of the secrets: `sha256=` and the
 * HMAC in hex. Every secret is tried in constant time, so that two can be live while one is replaced.
 */
export function verifyWebhookSignature(
  rawBody: Uint8Array | string,
  header: string | undefined,
  secrets: readonly string[],
): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  const signature = Buffer.from(given, 'hex');
  let matches = false;
  for (const secret of secrets) {
    // An empty secret would make everybody's signature good.
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(rawBody).digest();
    matches = timingSafeEqual(expected, signature) || matches;
  }
  return matches;
}
