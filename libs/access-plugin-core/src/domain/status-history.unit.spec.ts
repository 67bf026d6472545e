import { describe, expect, it } from 'vitest';
import {
  ann,
  aMove,
  aTicket,
  bot,
  movedTicket,
  ourMove,
  ourNote,
  without,
} from '../deciding/seen.fixture.ts';
import {
  hasNote,
  isAnsweredByMove,
  isOurNote,
  isOurs,
  newestChange,
  newestForeignChange,
} from './status-history.ts';

describe('a change', () => {
  it.each([
    ['with our account and our mark is ours', ourMove(1, 'denied'), true],
    ['with our account alone is a person’s', aMove(1, 'denied', { author: bot }), false],
    ['with our mark alone is a person’s', aMove(1, 'denied', { mark: { instance: 'default' } }), false],
    ['of nobody known is a person’s', without(ourMove(1, 'denied'), 'author'), false],
  ])('%s', (_, change, ours) => {
    expect(isOurs(change, bot.id)).toBe(ours);
  });
});

describe('a note', () => {
  it.each([
    ['with our account and a key is ours', ourNote('a'), true],
    ['with our account alone is not', without(ourNote('a'), 'key'), false],
    ['with a key alone is not', ourNote('a', { authorId: ann.id }), false],
  ])('%s', (_, note, ours) => {
    expect(isOurNote(note, bot.id)).toBe(ours);
    expect(hasNote(aTicket({ notes: [note] }), 'a', bot.id)).toBe(ours);
    expect(hasNote(aTicket({ notes: [note] }), 'b', bot.id)).toBe(false);
  });
});

describe('the newest change', () => {
  const ticket = movedTicket([aMove(9, 'denied'), ourMove(10, 'pending', 9), aMove(2, 'approved')]);

  it('is the one with the highest number', () => {
    expect(newestChange(ticket)?.id).toBe(10);
    expect(newestChange(aTicket())).toBeUndefined();
  });

  it('by somebody else leaves our own out', () => {
    expect(newestForeignChange(ticket, bot.id)?.id).toBe(9);
    expect(newestForeignChange(movedTicket([ourMove(1, 'denied')]), bot.id)).toBeUndefined();
  });

  it('is answered by a move of ours that names it', () => {
    expect(isAnsweredByMove(ticket, 9, bot.id)).toBe(true);
    expect(isAnsweredByMove(ticket, 2, bot.id)).toBe(false);
    const forged = movedTicket([aMove(3, 'pending', { mark: { instance: 'default', answers: 2 } })]);
    expect(isAnsweredByMove(forged, 2, bot.id)).toBe(false);
  });
});
