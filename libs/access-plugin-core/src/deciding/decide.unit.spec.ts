import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import {
  aMove,
  aRecord,
  aRequest,
  gone,
  movedTicket,
  openingRecord,
  seen,
  type Sight,
} from './seen.fixture.ts';
import { inWords } from './step-in-words.fixture.ts';

const notListed = { at: 'missing', confirmed: false } as const;
const absence = 'wait 60000 ms: the request was not in the answer; absence is no fact yet';

describe('a look at a request', () => {
  it.each<[string, Sight, string]>([
    ['rests when both sides agree', {}, 'rest: in-agreement'],
    [
      'leaves another instance’s request alone',
      { record: aRecord({ instance: 'b' }) },
      'rest: another-instance',
    ],
    [
      'leaves it alone whatever is amiss',
      { record: openingRecord({ instance: 'b' }), request: gone },
      'rest: another-instance',
    ],
    ['works on a record that names no instance', { record: aRecord({ instance: '' }) }, 'rest: in-agreement'],
    ['does not take one absence for a fact', { request: notListed }, absence],
    ['nor while it opens a ticket', { request: notListed, record: openingRecord() }, absence],
    ['closes the card once the request is gone', { request: gone }, 'move 100 to expired'],
    ['opens a ticket while none is recorded', { record: openingRecord() }, 'swap to renew'],
    [
      'goes on opening although the request has ended',
      { record: openingRecord(), request: aRequest({ state: 'denied' }) },
      'rest: never-opened',
    ],
    ['shows the end of a resolved request', { request: aRequest({ state: 'denied' }) }, 'move 100 to denied'],
    [
      'does not decide on what has ended',
      { request: aRequest({ state: 'approved' }), ticket: movedTicket([aMove(7, 'denied')]) },
      'move 100 to approved, answering 7',
    ],
    [
      'carries a verdict over while it is pending',
      { ticket: movedTicket([aMove(7, 'approved')]) },
      'resolve approved, answering 7',
    ],
  ])('%s', (_, sight, step) => {
    expect(inWords(decide(seen(sight)))).toBe(step);
  });

  it('says the same thing when asked again', () => {
    const observation = seen({ ticket: movedTicket([aMove(7, 'approved')]) });
    expect(decide(observation)).toEqual(decide(observation));
  });
});
