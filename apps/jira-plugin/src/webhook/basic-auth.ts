import { createHash, timingSafeEqual } from 'node:crypto';
import type { BasicAuth } from '../config/sections/http-basic-auth.ts';

/** Whether an `Authorization` header holds the required user and password. Takes the same time for every wrong pair. */
export function hasBasicAuth(header: string | undefined, required: BasicAuth): boolean {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '')?.[1] ?? '';
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return sameText(pair, `${required.user}:${required.password.reveal()}`) && encoded !== '';
}

/** Digests have one length, so that the comparison tells nothing of the length either. */
function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
