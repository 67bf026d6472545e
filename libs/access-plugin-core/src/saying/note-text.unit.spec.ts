import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../deciding/rule.ts';
import * as text from './note-text.ts';
import {
  ann,
  aMove,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  bot,
  eve,
  gone,
  movedTicket,
  ourMove,
  ourNote,
  seen,
  without,
} from '../deciding/seen.fixture.ts';

const threshold = (approve: number, deny: number) => ({ name: 't', approve, deny });

describe('how a request ended', () => {
  it.each([
    ['approved', 'Access request has been approved.'],
    ['denied', 'Access request has been denied.'],
    ['expired', 'Access request has expired or was deleted.'],
    [
      'promoted',
      'Access request has been promoted: access is granted for the long term, through an access list.',
    ],
  ] as const)('is said in one sentence: %s', (resolution, sentence) => {
    const told = text.resolutionText(seen({ request: gone }), aTicket(), resolution);
    expect(told).toEqual([sentence]);
  });

  it('comes with the person and the reason', () => {
    const request = aRequest({ state: 'denied', resolveReason: 'too broad' });
    expect(text.resolutionText(seen({ request }), movedTicket([aMove(7, 'denied')]), 'denied')).toEqual([
      'Access request has been denied.',
      'The card was moved here by Ann.',
      'Reason: too broad',
    ]);
  });

  it('names nobody whose move it was not', () => {
    const others = [aMove(7, 'approved'), ourMove(7, 'denied'), without(aMove(7, 'denied'), 'author')];
    for (const change of others) {
      const told = text.resolutionText(seen({ request: gone }), movedTicket([change]), 'denied');
      expect(told.join()).not.toContain('moved here');
    }
  });

  it('takes the reason from the record once the request is gone', () => {
    const sight = seen({ request: gone, record: aRecord({ resolveReason: 'on call' }) });
    expect(text.resolutionText(sight, aTicket(), 'approved')).toContain('Reason: on call');
  });

  it('says that the card stays only where no way leads to its column', () => {
    const lacking =
      'The board has no move from "pending" to a column that means "expired", so the card stays where it is.';
    const told = (ticket: ReturnType<typeof aTicket>) =>
      text.resolutionText(seen({ request: gone }), ticket, 'expired');
    expect(told(aTicket({ reachable: ['denied'] }))).toContain(lacking);
    expect(told(aTicket())).not.toContain(lacking);
    expect(told(aTicket({ status: 'expired', reachable: [] }))).not.toContain(lacking);
  });

  it('says why the card stays: what the board said of the refused move, or that no move at all is open', () => {
    const told = (ticket: ReturnType<typeof aTicket>) =>
      text.resolutionText(seen({ request: gone }), ticket, 'expired').at(-1);
    const why = 'Jira asks for the field "Resolution" (resolution) on the move "Expired".';
    const refused = aTicket({ reachable: ['denied'], refusedMoves: [{ to: 'expired', why }] });
    expect(told(refused)).toBe(`The card stays where it is. ${why}`);
    const other = aTicket({ reachable: ['denied'], refusedMoves: [{ to: 'approved', why }] });
    expect(told(other)).toContain('The board has no move from "pending"');
    expect(told(aTicket({ reachable: [] }))).toBe(
      'The board offers the plugin no move from "pending" (its account may lack the right to move cards), so the card stays where it is.',
    );
  });
});

describe('a review', () => {
  it('is told in the words of the original plugin', () => {
    expect(text.reviewText(aReview())).toEqual(['bob reviewed the request.', 'Resolution: approved.']);
    expect(text.reviewText(aReview({ reason: 'fine' }))).toContain('Reason: fine');
  });

  it.each([
    ['counts against the one threshold that there is', [threshold(2, 1)], 'approved', '1 of 2 approvals'],
    [
      'names no goal where several thresholds may each be one of several sets',
      [threshold(1, 1), threshold(2, 1)],
      'approved',
      '1 approval',
    ],
    [
      'names no goal where the threshold counts chosen reviewers only',
      [{ ...threshold(2, 1), filter: 'contains(reviewer.roles, "lead")' }],
      'approved',
      '1 approval',
    ],
    ['counts denials apart', [threshold(3, 2)], 'denied', '0 of 2 denials'],
    [
      'names no goal where another set may have the other threshold',
      [threshold(0, 1), threshold(2, 0)],
      'approved',
      '1 approval',
    ],
    ['counts alone where there is no threshold', [], 'approved', '1 approval'],
    ['counts alone where no threshold counts this side', [threshold(2, 0)], 'denied', '0 denials'],
  ] as const)('%s', (...[, thresholds, to, count]) => {
    const request = aRequest({ reviews: [aReview()], thresholds });
    expect(text.reviewedText(request, aMove(7, to))).toEqual([
      `The review of Ann was handed in: ${count}. The request is still pending, so the card goes back.`,
    ]);
  });
});

describe('a refused move', () => {
  // The type keeps this list complete.
  const every: Record<RefusalReason, true> = {
    'decisions-off': true,
    'not-a-decision': true,
    'column-renamed': true,
    'board-incomplete': true,
    'seal-broken': true,
    'foreign-creator': true,
    'request-id-changed': true,
    'project-changed': true,
    'type-changed': true,
    'content-edited': true,
    'author-unknown': true,
    'author-inactive': true,
    'author-not-human': true,
    'own-account': true,
    'user-unknown': true,
    'user-ambiguous': true,
    requester: true,
    'long-term': true,
    'kind-unknown': true,
  };
  const reasons = Object.keys(every) as RefusalReason[];

  it.each(reasons)('for %s says who, where and why', (why) => {
    const [first] = text.refusalText(seen(), aMove(7, 'approved'), why);
    expect(first).toMatch(
      /^Ann moved the card to "the approved column"\. This decided nothing: [a-z].{20,}\.$/,
    );
  });

  it('says something else for every reason', () => {
    const told = reasons.map((why) => text.refusalText(seen(), aMove(7, 'approved'), why)[0]);
    expect(new Set(told).size).toBe(reasons.length);
  });

  it('says what is really asked for where the text was edited, while that can be known', () => {
    const told = (request: Parameters<typeof seen>[0]) =>
      text.refusalText(seen(request), aMove(7, 'approved'), 'content-edited');
    expect(told({})).toContain('What is asked for: alice wants editor, admin.');
    expect(told({ request: gone })).toHaveLength(1);
  });
});

describe('earlier moves', () => {
  const last = aMove(9, 'approved');
  it.each([
    [
      'by people are named',
      [aMove(7, 'denied'), aMove(8, 'approved', { author: eve })],
      'Ann to "the denied column", Eve to "the approved column"',
    ],
    [
      'are named although nobody knows whose they are',
      [without(aMove(7, 'denied'), 'author')],
      'Somebody to "the denied column"',
    ],
    [
      'with the plugin’s account but without its mark are named',
      [aMove(7, 'denied', { author: bot })],
      'Plugin to "the denied column"',
    ],
    ['that meant no decision are not', [aMove(7, 'pending'), aMove(8, 'other')], undefined],
    ['of ours are not', [ourMove(7, 'approved')], undefined],
    ['that a move answered are not', [aMove(7, 'approved'), ourMove(8, 'pending', 7)], undefined],
    ['that came later are not', [aMove(10, 'denied')], undefined],
  ])('%s', (_, changes, named) => {
    const told = text.supersededBy(seen(), movedTicket([...changes, last]), last);
    expect(told).toEqual(named === undefined ? [] : [`Earlier moves were overtaken by this one: ${named}.`]);
  });

  it('that a note answered are not named', () => {
    const ticket = movedTicket([aMove(7, 'denied'), last], { notes: [ourNote('answer:7')] });
    expect(text.supersededBy(seen(), ticket, last)).toEqual([]);
  });
});

it('a move after the end is told that the end is final', () => {
  expect(text.putBackText(aMove(7, 'denied'), 'approved')).toEqual([
    'Ann moved the card to "the denied column", but access request has been approved. That is final here, so the card is put back.',
    'To withdraw access, lock the user or ask for a new decision there.',
  ]);
});

it('what the other side said is passed on', () => {
  expect(text.serverRefusalText(aMove(7, 'denied'), 'no')[0]).toMatch(
    /^Ann moved .* This was not accepted: no$/,
  );
  expect(text.waitingText(aMove(7, 'denied'), 'down')[0]).toMatch(
    /^Ann moved .* is being tried again: down$/,
  );
});

it('an extra names the ticket that stays', () => {
  expect(text.extraText(aTicket())[0]).toContain('REQ-100 is the one that counts');
  expect(text.extraMoveText(aMove(7, 'denied', { author: ann }), aTicket())[0]).toContain(
    'Move REQ-100 instead.',
  );
});
