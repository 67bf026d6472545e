import type { JiraPauseScope } from '../api/jira-error.ts';
import type { Answer } from './answer.ts';

/** A pause as the answer states it; `forMs` is absent when it names no time. */
export interface StatedPause {
  readonly scope: JiraPauseScope;
  readonly forMs: number | undefined;
}

/** Jira's quotas are by the hour, so no honest pause is longer. */
export const LONGEST_PAUSE_MS = 60 * 60_000;

/**
 * The pause that an answer asks for: any 429, and a 503 that names a time.
 * Data Center sends `retry-after: 0` on every answer, so other statuses say nothing.
 */
export function pauseOf(answer: Answer, nowMs: number): StatedPause | undefined {
  if (answer.status !== 429 && answer.status !== 503) return undefined;
  const forMs = statedMs(answer.headers, nowMs);
  if (answer.status === 503) return forMs === undefined ? undefined : { scope: 'everything', forMs };
  return { scope: scopeOf(answer.headers['ratelimit-reason'] ?? ''), forMs };
}

function scopeOf(reason: string): JiraPauseScope {
  if (reason.includes('per-issue')) return 'issue';
  if (reason.includes('burst')) return 'endpoint';
  // Quotas; Data Center's limit per user; and a gateway that gives no reason.
  return 'everything';
}

function statedMs(headers: Answer['headers'], nowMs: number): number | undefined {
  const wait = retryAfterMs(headers['retry-after'], headers, nowMs);
  const reset = untilMs(headers['x-ratelimit-reset'], headers, nowMs);
  const stated = wait ?? reset;
  // "Again at once" after a complaint is no time to go by.
  return stated === undefined || stated <= 0 ? undefined : Math.min(stated, LONGEST_PAUSE_MS);
}

function retryAfterMs(
  value: string | undefined,
  headers: Answer['headers'],
  nowMs: number,
): number | undefined {
  if (value === undefined) return undefined;
  return /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) * 1000 : untilMs(value, headers, nowMs);
}

/** A point in time, as a duration on Jira's own clock where the answer shows it: ours may be off. */
function untilMs(value: string | undefined, headers: Answer['headers'], nowMs: number): number | undefined {
  const at = Date.parse(value ?? '');
  if (Number.isNaN(at)) return undefined;
  const theirs = Date.parse(headers['date'] ?? '');
  return at - (Number.isNaN(theirs) ? nowMs : theirs);
}
