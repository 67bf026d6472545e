import { describe, expect, it } from 'vitest';
import type { Ticket } from '../domain/ticket.ts';
import type { DecisionMode } from '../settings.ts';
import type { DecisionSight, IdentitySight, TicketSight } from './observation.ts';
import {
  ann,
  aMove,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  bot,
  eve,
  movedTicket,
  ourMove,
  ourNote,
  seen,
  without,
  type Sight,
} from './seen.fixture.spec.ts';
import { inWords } from './step-in-words.fixture.spec.ts';
import { onVerdict } from './verdict.ts';

const bob: IdentitySight = { at: 'user', user: 'bob' };
const moved = movedTicket([aMove(7, 'approved')]);
const stale = (ticket: Ticket): TicketSight => ({ at: 'present', ticket, fresh: false });
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });

/** What the newest move asks for, the ticket and the request being what the sight holds. */
function stepOf(sight: Sight) {
  const observation = seen(sight);
  const ticket = observation.ticket.at === 'present' ? observation.ticket.ticket : aTicket();
  const request = observation.request.at === 'present' ? observation.request.request : aRequest();
  return onVerdict(observation, request, ticket);
}
const steps = (sight: Sight): string => inWords(stepOf(sight));

describe('a moved card', () => {
  it.each<[string, Sight, string]>([
    ['decides', { ticket: moved }, 'resolve approved, answering 7'],
    ['decides against', { ticket: movedTicket([aMove(7, 'denied')]) }, 'resolve denied, answering 7'],
    ['that nobody moved asks for nothing', {}, 'nothing'],
    [
      'that only the plugin moved asks for nothing',
      { ticket: movedTicket([ourMove(7, 'approved')]) },
      'nothing',
    ],
    [
      'back in Pending asks for nothing',
      { ticket: movedTicket([aMove(7, 'approved'), aMove(8, 'pending')]) },
      'nothing',
    ],
    [
      'in another column asks for nothing',
      { ticket: movedTicket([aMove(7, 'approved'), aMove(8, 'other')]) },
      'nothing',
    ],
    [
      'in Expired is answered, and decides nothing',
      { ticket: movedTicket([aMove(7, 'expired')]) },
      'note answer:7 on 100',
    ],
    [
      'decides by the newest move alone',
      { ticket: movedTicket([aMove(7, 'approved'), aMove(8, 'denied')]) },
      'resolve denied, answering 8',
    ],
    [
      'decides by number, not by place in the list',
      { ticket: movedTicket([aMove(10, 'denied'), aMove(9, 'approved')]) },
      'resolve denied, answering 10',
    ],
    [
      'decides by the newest move that is not ours',
      { ticket: movedTicket([aMove(7, 'approved'), aMove(8, 'denied'), ourMove(9, 'pending', 7)]) },
      'resolve denied, answering 8',
    ],
    ['decides nothing on a stale read of the ticket', { ticket: stale(moved) }, 'nothing'],
    ['decides nothing on a ticket unread', { ticket: { at: 'unread' } }, 'nothing'],
    [
      'is looked at afresh when the read of the request is stale',
      { ticket: moved, request: { at: 'present', request: aRequest(), fresh: false } },
      'look at everything',
    ],
    [
      'is looked at afresh when the request was not seen',
      { ticket: moved, request: { at: 'missing', confirmed: false } },
      'look at everything',
    ],
    [
      'decides for any replica, whoever holds the claim',
      { ticket: moved, record: theirs },
      'resolve approved, answering 7',
    ],
    [
      'asks first whose account it is',
      { ticket: moved, identity: { at: 'unasked' } },
      'identify ann, who made change 7',
    ],
    ['that the rule refuses is answered', { ticket: moved, seal: 'bad' }, 'note answer:7 on 100'],
    [
      'is answered by the holder of the claim',
      { ticket: moved, seal: 'bad', record: theirs },
      'hold 15000 ms for p2/3/answer:7',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps(sight)).toBe(step);
  });
});

describe('an answered move', () => {
  const answered = (notes: Ticket['notes'], more: Partial<Ticket> = {}): Ticket => ({
    ...moved,
    notes,
    ...more,
  });
  const note = ourNote('answer:7');

  it.each<[string, Sight, string]>([
    ['is put back', { ticket: answered([note]) }, 'move 100 to pending, answering 7'],
    [
      'is put back by the holder of the claim',
      { ticket: answered([note]), record: theirs },
      'hold 15000 ms for p2/3/answer:7',
    ],
    [
      'stays where the board has no way back',
      { ticket: answered([note], { reachable: ['denied'] }) },
      'nothing',
    ],
    [
      'is not put back twice',
      { ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'pending', 7)], { notes: [note] }) },
      'nothing',
    ],
    [
      'is not put back once the card stands elsewhere',
      { ticket: answered([note], { status: 'denied' }) },
      'nothing',
    ],
    [
      'is not put back once the plugin has moved the card since',
      {
        ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'expired')], {
          status: 'approved',
          notes: [note],
        }),
      },
      'nothing',
    ],
    [
      'gets its note although the card was put back first',
      { ticket: movedTicket([aMove(7, 'approved'), ourMove(8, 'pending', 7)]) },
      'note answer:7 on 100',
    ],
    [
      'is not answered by a move of ours that names another',
      { ticket: movedTicket([aMove(6, 'denied'), aMove(7, 'approved'), ourMove(8, 'pending', 6)]) },
      'resolve approved, answering 7',
    ],
    [
      'is not answered by a note that names another',
      { ticket: answered([ourNote('answer:6')]) },
      'resolve approved, answering 7',
    ],
    [
      'is not answered by somebody else’s note',
      { ticket: answered([ourNote('answer:7', { authorId: ann.id })]) },
      'resolve approved, answering 7',
    ],
    [
      'is not answered by a note that says it waits',
      { ticket: answered([ourNote('waiting:7')]) },
      'resolve approved, answering 7',
    ],
  ])('%s', (_, sight, step) => {
    expect(steps(sight)).toBe(step);
  });
});

describe('the form of a decision', () => {
  const reasoned = {
    ...moved,
    notes: [{ ...without(ourNote(''), 'key'), authorId: ann.id, text: 'reason: on call' }],
  };

  it('is a state with a delegator and the stated reason in override', () => {
    expect(stepOf({ ticket: reasoned })).toEqual({
      kind: 'resolve',
      answers: 7,
      change: { requestId: 'R1', to: 'approved', reason: 'on call', delegator: 'jira:ann' },
    });
  });

  it('names the delegator by address where the tracker shows it', () => {
    const author = { ...ann, email: 'ann@example.com' };
    const step = stepOf({ ticket: movedTicket([aMove(7, 'approved', { author })]), identity: bob });
    expect(step).toMatchObject({ change: { delegator: 'jira:ann@example.com', reason: '' } });
  });

  it('is the plugin’s own review in review', () => {
    expect(stepOf({ ticket: reasoned, identity: bob, settings: { mode: 'review' } })).toEqual({
      kind: 'review',
      answers: 7,
      review: {
        requestId: 'R1',
        to: 'approved',
        reason: 'on call (REQ-100, change 7)',
        annotations: { ticket: ['REQ-100'], account: ['ann'], change: ['7'] },
      },
    });
  });

  it('is the mapped user’s review in review-for-user', () => {
    const step = stepOf({ ticket: moved, identity: bob, settings: { mode: 'review-for-user' } });
    expect(step).toMatchObject({
      kind: 'review',
      review: { author: 'bob', reason: 'Decided on REQ-100 (REQ-100, change 7)' },
    });
  });
});

describe('a review of ours', () => {
  const reason = 'Decided on REQ-100 (REQ-100, change 7)';
  const own = 'access-plugin';
  const answeredBy = (mode: DecisionMode, review: Parameters<typeof aReview>[0]): string =>
    steps({
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
      'does not answer another ticket’s move',
      'review',
      { author: own, reason: 'x (REQ-1, change 7)' },
      'review approved, answering 7',
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
  ])('%s', (_, mode, review, step) => {
    expect(answeredBy(mode, review)).toBe(step);
  });

  it('is told with the count that is still missing', () => {
    const step = stepOf({
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
  ])('%s', (_, decision, sight, step) => {
    expect(steps({ ticket: moved, decision, ...sight })).toBe(step);
  });

  it('tells what the other side said', () => {
    const final = stepOf({ ticket: moved, decision: { refusal } });
    const passing = stepOf({ ticket: moved, decision: { stuck } });
    const from = 'Ann moved the card to "the approved column".';
    expect(final).toMatchObject({
      note: { paragraphs: [`${from} This was not accepted: the request is already denied`] },
    });
    expect(passing).toMatchObject({
      note: { paragraphs: [`${from} It could not be carried over yet and is being tried again: it is down`] },
    });
  });
});

it('an answer names the earlier moves that it overtook', () => {
  const ticket = movedTicket([aMove(6, 'denied', { author: eve }), aMove(7, 'approved')]);
  const step = stepOf({ ticket, seal: 'bad' });
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
  expect(steps({ ticket })).toBe('resolve approved, answering 7');
  expect(steps({ ticket, identity: bob, settings: { mode: 'review' } })).toBe('note answer:7 on 100');
});
