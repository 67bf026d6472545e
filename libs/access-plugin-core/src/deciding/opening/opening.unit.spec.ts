import { describe, expect, it } from 'vitest';
import { noPluginData } from '../../domain/plugin-data.ts';
import type { ClaimSight } from '../../knowing/observation.ts';
import { opening } from './opening.ts';
import {
  aRequest,
  aTicket,
  gone,
  now,
  openingRecord,
  ourNote,
  seen,
  without,
  type Sight,
} from '../seen.fixture.ts';
import { guarded } from '../guarded.fixture.ts';
import { inWords } from '../step-in-words.fixture.ts';

const settle = 160_000;
const bare = without(aTicket({ id: '98', key: 'REQ-98' }), 'origin');
const runOut = 'wait 60000 ms: the request has run out and is about to go';
const resolved = aRequest({ state: 'approved' });
const expired = aRequest({ pendingUntil: now });

const steps = (sight: Sight): string => inWords(guarded(seen(sight), opening));

describe('a request that nobody has touched', () => {
  it.each<[string, Sight, string]>([
    ['is claimed', {}, 'swap to claim'],
    [
      'is claimed when it has no end at all',
      { request: without(aRequest(), 'pendingUntil', 'expires') },
      'swap to claim',
    ],
    [
      'is claimed a moment before it runs out',
      { request: aRequest({ pendingUntil: now + 1 }) },
      'swap to claim',
    ],
    [
      'is left alone where no ticket is wanted',
      { settings: { wantsTicket: () => false } },
      'rest: not-wanted',
    ],
    ['is left alone once it has run out', { request: expired }, 'rest: never-opened'],
    [
      'is left alone once its access would be over',
      { request: aRequest({ expires: now }) },
      'rest: never-opened',
    ],
    ['is left alone once it is resolved', { request: resolved }, 'rest: never-opened'],
    [
      'is claimed to take back a ticket whose record was lost',
      { request: resolved, others: [bare] },
      'swap to claim',
    ],
    [
      'is not claimed for a ticket that is an extra',
      { request: resolved, others: [aTicket({ notes: [ourNote('extra')] })] },
      'rest: never-opened',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps({ record: noPluginData, ...sight })).toBe(step);
  });
});

describe('an opening under our own claim', () => {
  const justSent: ClaimSight = { watchedMs: 0, sentMs: 10_000, createSpent: false };
  const spent: ClaimSight = { ...justSent, createSpent: true };
  const created = { id: '100', key: 'REQ-100', projectId: '10', typeId: '3' };

  it.each<[string, Sight, string]>([
    ['creates within the send window', { claim: justSent }, 'create for R1'],
    ['renews the claim past the window', { claim: { ...justSent, sentMs: 10_001 } }, 'swap to renew'],
    ['renews a claim whose sending is not remembered', {}, 'swap to renew'],
    [
      'looks again before it renews a claim for what it was told a while ago',
      { request: { at: 'present', request: aRequest(), fresh: false, pendingAgainMs: 0 } },
      'look at everything',
    ],
    [
      'waits where its claim says that a create may have been sent',
      { claim: justSent, record: openingRecord({ claimPhase: 'unknown' }) },
      'wait 160000 ms: a create may still show',
    ],
    [
      'ends where its claim says so and nothing was found for a request that is resolved',
      {
        claim: { watchedMs: settle, searchedAtMs: settle, createSpent: false },
        record: openingRecord({ claimPhase: 'unknown' }),
        request: resolved,
      },
      'rest: never-opened',
    ],
    [
      'records a ticket that shows although its claim says so',
      { others: [bare], record: openingRecord({ claimPhase: 'unknown' }) },
      'swap to record',
    ],
    ['records what it created', { claim: { ...spent, created } }, 'swap to record'],
    [
      'records a ticket found meanwhile, and creates none',
      { claim: justSent, others: [bare] },
      'swap to record',
    ],
    ['says so once the outcome of its create is unknown', { claim: spent }, 'swap to doubt'],
    [
      'then waits like anyone else',
      { claim: spent, record: openingRecord({ claimPhase: 'unknown' }) },
      'wait 160000 ms: a create may still show',
    ],
    ['records a ticket that shows after all', { claim: spent, others: [bare] }, 'swap to record'],
    [
      'opens nothing once the request is resolved',
      { claim: justSent, request: resolved },
      'rest: never-opened',
    ],
    ['opens nothing once the request is gone', { claim: justSent, request: gone }, 'rest: never-opened'],
    ['waits for a request that ran out to go', { claim: justSent, request: expired }, runOut],
    [
      'waits for what an earlier epoch may have created',
      { claim: justSent, request: resolved, record: openingRecord({ claimEpoch: 2 }) },
      'wait 160000 ms: a create may still show',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps({ record: openingRecord(), ...sight })).toBe(step);
  });

  it('creates with the epoch and the end of access', () => {
    const request = aRequest();
    const step = guarded(
      seen({ record: openingRecord({ claimEpoch: 3 }), claim: justSent, request }),
      opening,
    );
    const { expires } = request;
    expect(step).toEqual({
      kind: 'create',
      request,
      origin: { cluster: 'one', instance: 'default', epoch: 3, expires },
    });
  });

  it('creates without an end of access where there is none', () => {
    const request = without(aRequest(), 'expires');
    const step = guarded(seen({ record: openingRecord(), claim: justSent, request }), opening);
    expect(step).toMatchObject({ origin: { cluster: 'one', instance: 'default', epoch: 1 } });
    expect(step).not.toHaveProperty('origin.expires');
  });

  it('records under its owner and epoch, and only where no ticket is recorded', () => {
    expect(guarded(seen({ record: openingRecord(), claim: { ...justSent, created } }), opening)).toEqual({
      kind: 'swap',
      purpose: 'record',
      expect: {
        claimOwner: 'p1',
        claimEpoch: 1,
        claimPhase: 'creating',
        ticketId: '',
        ticketKey: '',
        projectId: '',
        typeId: '',
      },
      set: { ticketId: '100', ticketKey: 'REQ-100', projectId: '10', typeId: '3', claimPhase: 'open' },
    });
  });

  it('marks the doubt in the phase alone', () => {
    const step = guarded(seen({ record: openingRecord(), claim: spent }), opening);
    expect(step).toMatchObject({ expect: { claimPhase: 'creating' }, set: { claimPhase: 'unknown' } });
    expect(step?.kind === 'swap' && Object.keys(step.set)).toEqual(['claimPhase']);
  });
});

describe.each([
  ['another replica’s claim', openingRecord({ claimOwner: 'p2', claimEpoch: 3 })],
  [
    'a claim of the original plugin',
    openingRecord({ claimOwner: '', claimEpoch: 0, claimPhase: '', instance: '' }),
  ],
])('an opening under %s', (_, record) => {
  const settled: ClaimSight = { watchedMs: settle, searchedAtMs: settle, createSpent: false };

  it.each<[string, Sight, string]>([
    ['is waited out', {}, 'wait 160000 ms: a create may still show'],
    [
      'is waited out to the end',
      { claim: { watchedMs: settle - 1, createSpent: false } },
      'wait 1 ms: a create may still show',
    ],
    ['waits although a ticket shows already', { others: [bare] }, 'wait 160000 ms: a create may still show'],
    ['is followed by a search', { claim: { watchedMs: settle, createSpent: false } }, 'look at search'],
    [
      'is not settled by a search that began too early',
      { claim: { ...settled, searchedAtMs: settle - 1 } },
      'look at search',
    ],
    ['gives up the ticket that is found', { claim: settled, others: [bare] }, 'swap to adopt'],
    [
      'gives it up although the request was resolved',
      { claim: settled, others: [bare], request: resolved },
      'swap to adopt',
    ],
    [
      'gives it up although the request is gone',
      { claim: settled, others: [bare], request: gone },
      'swap to adopt',
    ],
    ['is taken over when nothing is found', { claim: settled }, 'swap to take-over'],
    [
      'is taken over only after a fresh read',
      { claim: settled, request: { at: 'present', request: aRequest(), fresh: false, pendingAgainMs: 0 } },
      'look at everything',
    ],
    [
      'ends when the request was resolved meanwhile',
      { claim: settled, request: resolved },
      'rest: never-opened',
    ],
    ['ends when the request is gone', { claim: settled, request: gone }, 'rest: never-opened'],
    ['waits for a request that ran out to go', { claim: settled, request: expired }, runOut],
  ])('%s', (_title, sight, step) => {
    expect(steps({ record, ...sight })).toBe(step);
  });

  it('is raised by one epoch with the write that adopts', () => {
    expect(guarded(seen({ record, claim: settled, others: [bare] }), opening)).toEqual({
      kind: 'swap',
      purpose: 'adopt',
      expect: {
        claimOwner: record.claimOwner,
        claimEpoch: record.claimEpoch,
        claimPhase: record.claimPhase,
        instance: record.instance,
        ticketId: '',
        ticketKey: '',
        projectId: '',
        typeId: '',
      },
      set: {
        claimOwner: 'p1',
        claimEpoch: record.claimEpoch + 1,
        claimPhase: 'open',
        instance: 'default',
        ticketId: '98',
        ticketKey: 'REQ-98',
        projectId: '10',
        typeId: '3',
      },
    });
  });
});
