import { randomUUID } from 'node:crypto';

/** A UUIDv7, as the server gives to requests: the time of creation in milliseconds, then random bits. */
export function newRequestId(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
