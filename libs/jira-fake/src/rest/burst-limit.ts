import type { FastifyReply } from 'fastify';
import type { JiraSite } from '../engine/site.ts';
import type { JiraAnswer } from './call.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** Cloud's burst limit: a token bucket per method and endpoint, shared by all callers. */
export class BurstLimit {
  readonly #site: JiraSite;
  readonly #buckets = new Map<string, Bucket>();

  constructor(site: JiraSite) {
    this.#site = site;
  }

  /** The 429 where the bucket is empty; otherwise takes one token. */
  answer(method: string, endpoint: string, reply: FastifyReply): JiraAnswer | undefined {
    const perSecond = this.#site.settings.burstPerSecond;
    if (perSecond === undefined) return undefined;
    const bucket = this.#refilled(`${method} ${endpoint}`, perSecond);
    void reply.headers({
      'X-RateLimit-Limit': perSecond,
      'X-RateLimit-Remaining': Math.max(0, Math.floor(bucket.tokens) - 1),
    });
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return undefined;
    }
    void reply.headers({
      'Retry-After': '1',
      'X-RateLimit-Reset': new Date(this.#site.now() + 1000).toISOString(),
      'RateLimit-Reason': 'jira-burst-based',
    });
    return { status: 429, body: { errorMessages: ['Rate limit exceeded.'], errors: {} } };
  }

  #refilled(name: string, perSecond: number): Bucket {
    const now = this.#site.now();
    const bucket = this.#buckets.get(name) ?? { tokens: perSecond, at: now };
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
