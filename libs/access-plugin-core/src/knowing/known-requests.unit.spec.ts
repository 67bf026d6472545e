import { describe, expect, it } from 'vitest';
import { aRecord, aRequest } from '../deciding/seen.fixture.ts';
import type { Look } from './fact.ts';
import { KnownRequests } from './known-requests.ts';
import { nothingKnown } from './memory.ts';

const look = (record = aRecord(), request = aRequest()): Look => ({
  request: { value: request, startedAt: 0 },
  record: { value: record, startedAt: 0 },
  ticket: undefined,
  endTold: false,
  others: [],
  gone: [],
});

describe('what is known of requests', () => {
  it('begins with the first fact and ends with the last step', () => {
    const known = new KnownRequests();
    expect([known.has('R1'), known.of('R1'), known.finishedAs('R1')]).toEqual([
      false,
      nothingKnown,
      undefined,
    ]);
    known.learn('R1', { kind: 'looked', look: look(aRecord(), aRequest({ state: 'denied' })), at: 0 });
    expect([known.has('R1'), known.size, [...known.ids()]]).toEqual([true, 1, ['R1']]);
    known.finish('R1');
    expect([known.has('R1'), known.size, known.finishedAs('R1')]).toEqual([false, 0, 'denied']);
  });

  it('is that a request is gone that was never seen', () => {
    const known = new KnownRequests();
    known.finish('R1');
    expect(known.finishedAs('R1')).toBe('gone');
  });

  it('is bounded for those that have ended: the oldest go first', () => {
    const known = new KnownRequests();
    for (let n = 0; n <= 10_000; n += 1) known.finish(`R${n}`);
    expect([known.finishedAs('R0'), known.finishedAs('R1')]).toEqual([undefined, 'gone']);
  });

  it('tells which request a ticket belongs to: by the record, by the create, by a list, and after the end', () => {
    const known = new KnownRequests();
    known.learn('R1', { kind: 'looked', look: look(aRecord({ ticketId: '7' })), at: 0 });
    known.learn('R2', { kind: 'created', ticket: { id: '8', key: 'REQ-8', projectId: '10', typeId: '3' } });
    known.nameOwner('9', 'R3');
    expect(['7', '8', '9', '10'].map((id) => known.ownerOf(id))).toEqual(['R1', 'R2', 'R3', undefined]);
    known.finish('R1');
    expect(known.ownerOf('7')).toBe('R1');
  });
});
