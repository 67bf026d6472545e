import type { JiraSite } from '../engine/site.ts';
import type { JiraAnswer } from './call.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** A call as the limits see it. */
interface LimitedCall {
  readonly method: string;
  /** The endpoint's template, such as `/rest/api/3/issue/:issueIdOrKey`. */
  readonly endpoint: string;
  /** Id of the issue that the path names. */
  readonly issueId: string | undefined;
  /** Account id; absent for anonymous callers. */
  readonly who: string | undefined;
}

/** What a limit says to a call: headers for its answer, and the 429 where it is over. */
interface Limited {
  readonly headers: Readonly<Record<string, string>>;
  readonly refused?: JiraAnswer;
}

/**
 * The rate limits, both off by default. Cloud: bursts per endpoint, shared by all callers, and writes per issue. Data
 * Center: calls per account.
 */
export class RateLimit {
  readonly #site: JiraSite;
  readonly #buckets = new Map<string, Bucket>();
  readonly #writes = new Map<string, readonly number[]>();

  constructor(site: JiraSite) {
    this.#site = site;
  }

  /** Counts the call. */
  meet(call: LimitedCall): Limited {
    const crowded = this.#crowdedIssue(call);
    if (crowded) return refusal('jira-per-issue-on-write', 2);
    const perSecond = this.#site.settings.burstPerSecond;
    if (perSecond === undefined) return { headers: {} };
    return this.#site.deployment === 'cloud' ? this.#burst(call, perSecond) : this.#account(call, perSecond);
  }

  #crowdedIssue({ method, issueId }: LimitedCall): boolean {
    const limit = this.#site.settings.issueWritesPer2s;
    if (limit === undefined || issueId === undefined || method === 'GET') return false;
    const now = this.#site.now();
    const recent = (this.#writes.get(issueId) ?? []).filter((at) => at > now - 2000);
    const crowded = recent.length >= limit;
    this.#writes.set(issueId, crowded ? recent : [...recent, now]);
    return crowded;
  }

  #burst({ method, endpoint }: LimitedCall, perSecond: number): Limited {
    const left = this.#take(`${method} ${endpoint}`, perSecond);
    const headers = { 'X-RateLimit-Limit': String(perSecond), 'X-RateLimit-Remaining': String(left ?? 0) };
    if (left !== undefined) return { headers };
    const reset = new Date(this.#site.now() + 1000).toISOString();
    const { refused } = refusal('jira-burst-based', 1);
    return { headers: { ...headers, ...refused.headers, 'X-RateLimit-Reset': reset }, refused };
  }

  /** Data Center tells its limit on every authenticated answer, `retry-after: 0` included. */
  #account({ who }: LimitedCall, perSecond: number): Limited {
    if (who === undefined) return { headers: {} };
    const left = this.#take(who, perSecond);
    const headers = {
      'X-RateLimit-Limit': String(perSecond),
      'X-RateLimit-Remaining': String(left ?? 0),
      'X-RateLimit-Interval-Seconds': '1',
      'X-RateLimit-FillRate': String(perSecond),
      'Retry-After': left === undefined ? '1' : '0',
    };
    return left === undefined
      ? { headers, refused: { status: 429, body: { message: 'Rate limit exceeded.' } } }
      : { headers };
  }

  /** Takes one token and tells how many are left; nothing where there was none. */
  #take(name: string, perSecond: number): number | undefined {
    const now = this.#site.now();
    const bucket = this.#buckets.get(name) ?? { tokens: perSecond, at: now };
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.#buckets.set(name, bucket);
    if (bucket.tokens < 1) return undefined;
    bucket.tokens -= 1;
    return Math.floor(bucket.tokens);
  }
}

function refusal(reason: string, afterSeconds: number): Required<Limited> {
  const headers = { 'Retry-After': String(afterSeconds), 'RateLimit-Reason': reason };
  return {
    headers,
    refused: { status: 429, headers, body: { errorMessages: ['Rate limit exceeded.'], errors: {} } },
  };
}
