import { describe, expect, it } from 'vitest';
import { isEnded, pendingRequest, resolutionOf } from './resolved.ts';
import { aRecord, aRequest, gone, now, seen, without } from './seen.fixture.ts';

describe('a request', () => {
  it.each([
    ['with hours to go is pending', aRequest(), true],
    ['without any end is pending', without(aRequest(), 'pendingUntil', 'expires'), true],
    ['with a moment to go is pending', aRequest({ pendingUntil: now + 1, expires: now + 1 }), true],
    ['whose time to be resolved is over is not', aRequest({ pendingUntil: now }), false],
    ['whose access would be over is not', aRequest({ expires: now }), false],
    ['that is approved is not', aRequest({ state: 'approved' }), false],
    ['that is gone is not', gone, false],
  ])('%s', (_, request, pending) => {
    expect(pendingRequest(seen({ request }))).toEqual(pending ? request : undefined);
  });

  it.each([
    ['pending has not ended', aRequest(), false],
    ['that ran out but is still listed has not ended', aRequest({ expires: now }), false],
    ['approved has ended', aRequest({ state: 'approved' }), true],
    ['promoted has ended', aRequest({ state: 'promoted' }), true],
    ['gone has ended', gone, true],
  ])('%s', (_, request, ended) => {
    expect(isEnded(seen({ request }))).toBe(ended);
  });
});

describe('how a request ended', () => {
  it.each([
    ['as it says itself', aRequest({ state: 'promoted' }), '', 'promoted'],
    ['as it says itself, whatever was marked before', aRequest({ state: 'denied' }), 'approved', 'denied'],
    ['as marked, once it is gone', gone, 'approved', 'approved'],
    ['expired, when it is gone without a mark', gone, '', 'expired'],
    ['denied for good once that is marked', aRequest({ state: 'approved' }), 'denied', 'denied'],
    ['as marked, when an answer older than the mark calls it pending', aRequest(), 'approved', 'approved'],
  ] as const)('%s', (...[, request, resolution, expected]) => {
    expect(resolutionOf(seen({ request, record: aRecord({ resolution }) }))).toBe(expected);
  });
});
