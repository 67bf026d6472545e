import { describe, expect, it } from 'vitest';
import { noPluginData } from '../domain/plugin-data.ts';
import { firstClaim, isMine, nextEpoch, swap, underClaim } from './claim.ts';
import {
  aRecord,
  aRequest,
  aTicket,
  gone,
  now,
  openingRecord,
  seen,
  without,
  type Sight,
} from './seen.fixture.ts';
import { inWords } from './step-in-words.fixture.ts';

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

describe('work under a claim', () => {
  const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
  const work = 'p2/3/ending';

  it.each<[string, Sight, string]>([
    ['is done at once under our own', {}, 'look at ticket'],
    ['is left to another holder for the hand-over time', { record: theirs }, `hold 15000 ms for ${work}`],
    [
      'is left to it for what remains of that time',
      { record: theirs, due: { key: work, forMs: 14_999 } },
      `hold 1 ms for ${work}`,
    ],
    [
      'is counted for each piece of work apart',
      { record: theirs, due: { key: 'p2/3/count', forMs: 99_000 } },
      `hold 15000 ms for ${work}`,
    ],
    [
      'is counted anew under a new epoch',
      { record: theirs, due: { key: 'p2/2/ending', forMs: 99_000 } },
      `hold 15000 ms for ${work}`,
    ],
    ['is taken over after it', { record: theirs, due: { key: work, forMs: 15_000 } }, 'swap to take-over'],
    [
      'is taken over while the ticket is unread',
      { record: theirs, due: { key: work, forMs: 15_000 }, ticket: { at: 'unread' } },
      'swap to take-over',
    ],
    [
      'is looked at afresh before it is taken over',
      {
        record: theirs,
        due: { key: work, forMs: 15_000 },
        ticket: { at: 'present', ticket: aTicket(), fresh: false },
      },
      'look at everything',
    ],
    [
      'is taken over at once where no time is to be left',
      { record: theirs, settings: { handoverMs: 0 } },
      'swap to take-over',
    ],
    [
      'is the same under a claim of the original plugin',
      { record: aRecord({ claimOwner: '', claimEpoch: 0 }) },
      'hold 15000 ms for /0/ending',
    ],
  ])('%s', (_, sight, step) => {
    expect(inWords(underClaim(seen(sight), 'ending', { kind: 'look', at: 'ticket' }))).toBe(step);
  });
});

it('a claim is ours only under this process’s own name', () => {
  expect(isMine(seen())).toBe(true);
  expect(isMine(seen({ record: aRecord({ claimOwner: 'p2' }) }))).toBe(false);
  expect(isMine(seen({ record: noPluginData }))).toBe(false);
});
