import { describe, expect, it } from 'vitest';
import type { Note } from '../domain/ticket.ts';
import type { DecisionMode } from '../settings.ts';
import type { DecisionSight, IdentitySight } from '../knowing/observation.ts';
import {
  ann,
  aMove,
  aRecord,
  aRequest,
  aReview,
  bot,
  eve,
  movedTicket,
  ourNote,
  without,
  type Sight,
} from '../deciding/seen.fixture.ts';
import { verdictInWords, verdictStep } from '../deciding/verdict-step.fixture.ts';

const bob: IdentitySight = { at: 'user', user: 'bob' };
const moved = movedTicket([aMove(7, 'approved')]);
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });

describe('the form of a decision', () => {
  const reasoned = {
    ...moved,
    notes: [{ ...without(ourNote(''), 'key'), authorId: ann.id, text: 'reason: on call' }],
  };

  it('is a state with a delegator and the stated reason in override', () => {
    expect(verdictStep({ ticket: reasoned })).toEqual({
      kind: 'resolve',
      answers: 7,
      change: { requestId: 'R1', to: 'approved', reason: 'on call', delegator: 'jira:ann' },
      ownAccount: false,
    });
  });

  it('fits into what the server takes for a reason, in override too', () => {
    const said = { ...reasoned.notes[0], text: `reason: ${'é'.repeat(16_000)}` };
    const step = verdictStep({ ticket: { ...moved, notes: [said as Note] } });
    const reason = step?.kind === 'resolve' ? step.change.reason : '';
    expect(reason).toBe(`${'é'.repeat(2_046)}…`);
  });

  it('names the delegator by address where the tracker shows it', () => {
    const author = { ...ann, email: 'ann@example.com' };
    const step = verdictStep({ ticket: movedTicket([aMove(7, 'approved', { author })]), identity: bob });
    expect(step).toMatchObject({ change: { delegator: 'jira:ann@example.com', reason: '' } });
  });

  it('S3: is the plugin’s own review in review', () => {
    expect(verdictStep({ ticket: reasoned, identity: bob, settings: { mode: 'review' } })).toStrictEqual({
      kind: 'review',
      answers: 7,
      review: {
        requestId: 'R1',
        to: 'approved',
        reason: 'on call\nDecided by jira:ann.\n(REQ-100, change 7)',
      },
    });
  });

  it('S3: is the mapped user’s review in review-for-user', () => {
    const step = verdictStep({ ticket: moved, identity: bob, settings: { mode: 'review-for-user' } });
    expect(step).toMatchObject({
      kind: 'review',
      review: { author: 'bob', reason: 'Decided by jira:ann.\n(REQ-100, change 7)' },
    });
  });
});

describe('a review of ours', () => {
  const reason = 'Decided by jira:ann.\n(REQ-100, change 7)';
  const own = 'access-plugin';
  const answeredBy = (mode: DecisionMode, review: Parameters<typeof aReview>[0]): string =>
    verdictInWords({
      ticket: moved,
      identity: { at: 'user', user: 'carol' },
      settings: { mode },
      request: aRequest({ reviews: [aReview(review)] }),
    });

  it.each<[string, DecisionMode, Parameters<typeof aReview>[0], string]>([
    ['answers the move that it names', 'review', { author: own, reason }, 'note answer:7 on 100'],
    [
      'answers it when handed in for a user',
      'review-for-user',
      { submittedBy: own, reason },
      'note answer:7 on 100',
    ],
    [
      'does not answer another move',
      'review',
      { author: own, reason: 'x (REQ-100, change 17)' },
      'review approved, answering 7',
    ],
    [
      'answers it although the ticket’s key has changed since',
      'review',
      { author: own, reason: 'Decided on OLD-100 (OLD-100, change 7)' },
      'note answer:7 on 100',
    ],
    [
      'does not answer a move of another instance',
      'review',
      { author: own, reason: 'x\nInstance west (REQ-100, change 7)' },
      'review approved, answering 7',
    ],
    [
      'is not one of another plugin under the same user',
      'review',
      { author: own, reason: 'approved by the on-call schedule' },
      'review approved, answering 7',
    ],
    [
      'is not one of which the server does not say who handed it in, in review-for-user',
      'review-for-user',
      { author: 'bob', reason },
      'review approved for carol, answering 7',
    ],
    ['is not one that only somebody else wrote', 'review', { reason }, 'review approved, answering 7'],
    [
      'is not one that was handed in for somebody, in review',
      'review',
      { submittedBy: own, reason },
      'review approved, answering 7',
    ],
    [
      'is not one of the plugin’s own user, in review-for-user',
      'review-for-user',
      { author: own, reason },
      'review approved for carol, answering 7',
    ],
  ])('%s', (...[, mode, review, step]) => {
    expect(answeredBy(mode, review)).toBe(step);
  });

  it('is told with the count that is still missing', () => {
    const step = verdictStep({
      ticket: moved,
      identity: bob,
      settings: { mode: 'review' },
      request: aRequest({
        reviews: [aReview({ author: own, reason })],
        thresholds: [{ name: 'two', approve: 2, deny: 1 }],
      }),
    });
    expect(step).toMatchObject({
      note: {
        paragraphs: [
          'The review of Ann was handed in: 1 of 2 approvals. The request is still pending, so the card goes back.',
        ],
      },
    });
  });
});

describe('an attempt that failed', () => {
  const refusal = { change: 7, message: 'the request is already denied' };
  const stuck = { change: 7, forMs: 60_001, message: 'it is down' };

  it.each<[string, DecisionSight, Sight, string]>([
    ['for good is answered with a note', { refusal }, {}, 'note answer:7 on 100'],
    [
      'for good says nothing of a later move',
      { refusal: { ...refusal, change: 6 } },
      {},
      'resolve approved, answering 7',
    ],
    ['for an interval is told once', { stuck }, {}, 'note waiting:7 on 100'],
    [
      'for an interval is told while nobody could be asked',
      { stuck },
      { identity: { at: 'unasked' } },
      'note waiting:7 on 100',
    ],
    [
      'for no longer than an interval is tried again',
      { stuck: { ...stuck, forMs: 60_000 } },
      {},
      'resolve approved, answering 7',
    ],
    [
      'of an earlier move is not told',
      { stuck: { ...stuck, change: 6 } },
      {},
      'resolve approved, answering 7',
    ],
    [
      'is told by the holder of the claim, and tried by all',
      { stuck },
      { record: theirs },
      'resolve approved, answering 7',
    ],
    [
      'is not told twice',
      { stuck },
      { ticket: { ...moved, notes: [ourNote('waiting:7')] } },
      'resolve approved, answering 7',
    ],
    ['gives way to the rule', { stuck }, { seal: 'bad' }, 'note answer:7 on 100'],
  ])('%s', (...[, decision, sight, step]) => {
    expect(verdictInWords({ ticket: moved, decision, ...sight })).toBe(step);
  });

  it('tells the rule’s reason beside the words, for metrics', () => {
    expect(verdictStep({ ticket: moved, seal: 'bad' })).toMatchObject({ refusal: 'seal-broken' });
    expect(verdictStep({ ticket: moved, decision: { stuck } })).not.toHaveProperty('refusal');
  });

  it('tells what the other side said', () => {
    const final = verdictStep({ ticket: moved, decision: { refusal } });
    const passing = verdictStep({ ticket: moved, decision: { stuck } });
    const from = 'Ann moved the card to "the approved column".';
    expect(final).toMatchObject({
      refusal: 'refused-by-server',
      note: { paragraphs: [`${from} This was not accepted: the request is already denied`] },
    });
    expect(passing).toMatchObject({
      note: { paragraphs: [`${from} It could not be carried over yet and is being tried again: it is down`] },
    });
  });
});

it('an answer names the earlier moves that it overtook', () => {
  const ticket = movedTicket([aMove(6, 'denied', { author: eve }), aMove(7, 'approved')]);
  const step = verdictStep({ ticket, seal: 'bad' });
  expect(step).toMatchObject({
    note: {
      paragraphs: [
        expect.stringContaining('This decided nothing: the record of this ticket was changed'),
        'Earlier moves were overtaken by this one: Eve to "the denied column".',
      ],
    },
  });
});

it('an unmarked move with the plugin’s own account is a person’s', () => {
  const ticket = movedTicket([aMove(7, 'approved', { author: bot })]);
  expect(verdictInWords({ ticket })).toBe('resolve approved, answering 7');
  expect(verdictStep({ ticket })).toMatchObject({ ownAccount: true });
  expect(verdictInWords({ ticket, identity: bob, settings: { mode: 'review' } })).toBe(
    'note answer:7 on 100',
  );
});
