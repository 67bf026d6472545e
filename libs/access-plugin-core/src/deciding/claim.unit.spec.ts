import { describe, expect, it } from 'vitest';
import { noPluginData } from '../domain/plugin-data.ts';
import { firstClaim, isMine, nextEpoch, swap } from './claim.ts';
import { aRecord, aRequest, gone, now, openingRecord, seen, without } from './seen.fixture.ts';

const hour = 3_600_000;

it('the first claim expects every key to be empty, and looks taken to the original plugin', () => {
  expect(firstClaim(seen(), aRequest({ created: now - 1 }))).toEqual({
    kind: 'swap',
    purpose: 'claim',
    expect: noPluginData,
    set: {
      user: 'alice',
      roles: 'editor,admin',
      created: now / 1000 - 1,
      requestReason: 'to fix the build',
      claimOwner: 'p1',
      claimEpoch: 1,
      claimPhase: 'creating',
      instance: 'default',
      expires: now + 8 * hour,
    },
  });
});

it('the first claim of a request without times leaves them unset', () => {
  const { set } = firstClaim(seen(), without(aRequest(), 'created', 'expires'));
  expect(set).toMatchObject({ created: 0, expires: 0 });
});

describe('the next epoch', () => {
  it('expects the owner and the epoch that were watched, and the old value of all that it sets', () => {
    const record = openingRecord({ claimOwner: 'p2', claimEpoch: 4, instance: '', expires: 5 });
    expect(nextEpoch(seen({ record }), 'take-over')).toEqual({
      kind: 'swap',
      purpose: 'take-over',
      expect: {
        claimOwner: 'p2',
        claimEpoch: 4,
        claimPhase: 'creating',
        instance: '',
        expires: 5,
        ticketId: '',
      },
      set: {
        claimOwner: 'p1',
        claimEpoch: 5,
        claimPhase: 'creating',
        instance: 'default',
        expires: now + 8 * hour,
      },
    });
  });

  it('keeps a recorded ticket open, and says nothing of times once the request is gone', () => {
    const step = nextEpoch(seen({ record: aRecord({ claimOwner: 'p2' }), request: gone }), 'renew');
    expect(step.purpose).toBe('renew');
    expect(step.set).toEqual({ claimOwner: 'p1', claimEpoch: 2, claimPhase: 'open', instance: 'default' });
    expect(step.expect).toMatchObject({ claimPhase: 'open', ticketId: '100' });
  });

  it('says nothing of the end of a request that has none', () => {
    const step = nextEpoch(seen({ request: without(aRequest(), 'expires') }), 'renew');
    expect(step.set).not.toHaveProperty('expires');
  });
});

it('a later write expects the claim, the ticket and the old value of what it sets, nothing else', () => {
  const record = aRecord({ reviewsCount: 2, resolution: 'approved' });
  expect(swap(seen({ record }), 'mark', { reviewsCount: 3 })).toEqual({
    kind: 'swap',
    purpose: 'mark',
    expect: { reviewsCount: 2, claimOwner: 'p1', claimEpoch: 1, ticketId: '100' },
    set: { reviewsCount: 3 },
  });
});

it('a claim is ours only under this process’s own name', () => {
  expect(isMine(seen())).toBe(true);
  expect(isMine(seen({ record: aRecord({ claimOwner: 'p2' }) }))).toBe(false);
  expect(isMine(seen({ record: noPluginData }))).toBe(false);
});
