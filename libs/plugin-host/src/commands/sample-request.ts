import type { AccessRequest } from '@org/access-plugin-core';

/** A request with something in every field, for a preview without one. */
export function sampleRequest(now: number): AccessRequest {
  const hours = (count: number) => now + count * 3_600_000;
  return {
    id: '019a2c5e-7d1f-7c3b-9f6a-3d2b1c0e4f5a',
    state: 'pending',
    user: 'alice@example.com',
    roles: ['editor', 'db-admin'],
    resources: [
      { cluster: 'example.com', kind: 'node', name: 'web-1', subResource: '' },
      { cluster: 'example.com', kind: 'db', name: 'orders', subResource: '' },
    ],
    reason: 'Orders are stuck since noon, see INC-42',
    resolveReason: '',
    reviews: [{ author: 'bob@example.com', proposes: 'approved', reason: 'Go ahead', created: now }],
    thresholds: [{ name: 'two people', approve: 2, deny: 1 }],
    suggestedReviewers: ['bob@example.com', 'carol@example.com'],
    kind: 'short-term',
    annotations: { team: ['orders'] },
    created: now,
    expires: hours(8),
    pendingUntil: hours(1),
    maxDuration: 8 * 3_600_000,
    sessionTtl: 3_600_000,
  };
}
