import type { Settings } from '../settings.ts';
import type { Memory } from './memory.ts';

/** What was read longer ago is read again before anything is written; longer than a look with slow answers may take. */
const outOfDateMs = 40_000;

/** True when nothing can be decided before a look: what is known is not enough, or may be true no more. */
export function needsLook(memory: Memory, now: number, settings: Settings): boolean {
  const { record, request, absent, failures } = memory;
  if (isOutOfDate(memory, now, settings)) return true;
  if (record !== undefined) return request === undefined && absent === undefined;
  if (request === undefined) return true;
  // A request that was just made has no record: the claim itself will tell, and saves the read.
  const { state, reviews } = request.value;
  return state !== 'pending' || reviews.length > 0 || failures > 0;
}

/** What was known of the request before a standstill, or a long wait for the tracker, may be true no more. */
function isOutOfDate({ request }: Memory, now: number, { decisionWindowMs }: Settings): boolean {
  const since = request?.startedAt ?? request?.toldAt;
  if (since === undefined) return false;
  return now - since > (request?.startedAt === undefined ? decisionWindowMs : outOfDateMs);
}
