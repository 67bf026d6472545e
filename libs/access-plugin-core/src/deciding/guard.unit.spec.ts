import { describe, expect, it } from 'vitest';
import { guard } from './guard.ts';
import type { Proposal, Work } from './proposal.ts';
import type { Note } from '../domain/ticket.ts';
import {
  aMove,
  aRecord,
  aRequest,
  aTicket,
  bot,
  movedTicket,
  now,
  ourNote,
  seen,
  without,
  type Sight,
} from './seen.fixture.ts';
import { inWords } from './step-in-words.fixture.ts';
import type { Step } from './step.ts';

const note: Step = { kind: 'note', ticketId: '100', note: { key: 'k', paragraphs: [] } };
const theirRecord = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
const oldRequest: Sight = {
  request: { at: 'present', request: aRequest(), fresh: false, pendingAgainMs: 0 },
};
const oldTicket: Sight = { ticket: { at: 'present', ticket: aTicket(), fresh: false } };

const originals = aRecord({ claimOwner: '', claimEpoch: 0, claimPhase: '' });
const theirNote = (created: number): Note => ({ ...without(ourNote('x'), 'key'), created });

describe('each kind of work', () => {
  /** What becomes of a note: with an old request, with an old ticket, under another process's claim. */
  const table: Readonly<Record<Work, readonly [string, string, string]>> = {
    none: ['goes', 'goes', 'goes'],
    opening: ['goes', 'goes', 'goes'],
    'next-epoch': ['looks', 'goes', 'goes'],
    orphan: ['goes', 'goes', 'goes'],
    decision: ['looks', 'looks', 'goes'],
    'decision-waits': ['looks', 'looks', 'does the other'],
    answer: ['looks', 'looks', 'holds'],
    details: ['goes', 'goes', 'holds'],
    'review-note': ['goes', 'goes', 'holds'],
    double: ['goes', 'looks', 'holds'],
    'first-column': ['goes', 'goes', 'holds'],
    reopen: ['looks', 'looks', 'holds'],
    count: ['goes', 'goes', 'holds'],
    extra: ['goes', 'looks', 'holds'],
    end: ['goes', 'goes', 'holds'],
    'put-back': ['goes', 'goes', 'holds'],
    unread: ['goes', 'goes', 'goes'],
  };
  const outcomes: Readonly<Record<string, string>> = {
    'note k on 100': 'goes',
    'look at everything': 'looks',
    'rest: gone': 'does the other',
  };
  const otherwise: Proposal = { work: 'none', step: { kind: 'rest', why: 'gone' } };
  const become = (work: Work, sight: Sight): string => {
    const words = inWords(guard(seen(sight), { work, step: note, otherwise }));
    return outcomes[words] ?? words.replace(/^hold .*/, 'holds');
  };

  it.each(Object.entries(table) as [Work, readonly string[]][])('%s: %o', (work, row) => {
    const sights = [oldRequest, oldTicket, { record: theirRecord }];
    expect(sights.map((sight) => become(work, sight))).toEqual(row);
  });

  it('goes where both sides are fresh and the claim is ours', () => {
    for (const work of Object.keys(table) as Work[]) expect(become(work, {})).toBe('goes');
  });
});

it('takes the claim over before a ticket is read on which work is due, where no time is to be left', () => {
  const sight: Sight = { record: theirRecord, ticket: { at: 'unread' }, settings: { handoverMs: 0 } };
  expect(inWords(guard(seen(sight), { work: 'unread', step: { kind: 'look', at: 'ticket' } }))).toBe(
    'swap to take-over',
  );
});

describe('work under a claim', () => {
  const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });
  const work = 'p2/3/end';

  it.each<[string, Sight, string]>([
    ['is done at once under our own', {}, 'note k on 100'],
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
      { record: theirs, due: { key: 'p2/2/end', forMs: 99_000 } },
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
      'is the same under a claim of the original plugin that writes',
      { record: originals, ticket: aTicket({ notes: [theirNote(now)] }) },
      'hold 15000 ms for /0/end',
    ],
    [
      'is the same where the original plugin has moved the card',
      { record: originals, ticket: movedTicket([aMove(7, 'other', { author: bot, at: now })]) },
      'hold 15000 ms for /0/end',
    ],
    [
      'is taken over at once from an original plugin that has written nothing since our start',
      { record: originals, ticket: aTicket({ notes: [theirNote(now - 3_600_001)] }) },
      'swap to take-over',
    ],
    [
      'is not taken over unread from the original plugin',
      { record: originals, ticket: { at: 'unread' } },
      'hold 15000 ms for /0/end',
    ],
    [
      'is taken over at once where the holder gave the claim back',
      { record: { ...theirRecord, releasedEpoch: 3 } },
      'swap to take-over',
    ],
    [
      'is left to a holder whose predecessor gave the claim back',
      { record: { ...theirRecord, releasedEpoch: 2 } },
      `hold 15000 ms for ${work}`,
    ],
  ])('%s', (_, sight, step) => {
    expect(inWords(guard(seen(sight), { work: 'end', step: note }))).toBe(step);
  });
});
