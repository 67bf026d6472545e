import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Note } from '../domain/ticket.ts';
import { aMove, ann, aTicket, eve, frozen, now, ourMove, without } from '../deciding/seen.fixture.ts';
import { namesChange, reasonOf, reviewReason } from './stated-reason.ts';

const says = (text: string, given: Partial<Note> = {}): Note => ({
  id: '1',
  authorId: ann.id,
  text,
  created: now,
  edited: false,
  ...given,
});
const statedIn = (...notes: readonly Note[]): string =>
  reasonOf(frozen(aTicket({ notes })), ann, aMove(7, 'approved'));

describe('the reason that a person gave', () => {
  it.each([
    ['stands after the word', 'reason: on call', 'on call'],
    ['whatever the letters', 'Reason: on call', 'on call'],
    ['with spaces around', '  REASON \t:   on call  ', 'on call'],
    ['without a space', 'reason:on call', 'on call'],
    ['in a later line', 'Fine with me.\nreason: on call', 'on call'],
    ['ends with its line', 'reason: on call\nSee you tomorrow.', 'on call'],
    ['stands below a bare word', 'reason:\non call\nthis week', 'on call\nthis week'],
    ['stands below a bare word with spaces behind it', 'reason:  \n\n on call\n', 'on call'],
    ['is the first in a comment', 'reason: one\nreason: two', 'one'],
    ['is none without the word', 'on call', ''],
    ['is none without a colon', 'reason on call', ''],
    ['is none where the word only comes in a sentence', 'my reason: on call', ''],
    ['is none where nothing follows', 'reason:', ''],
    ['is none where only space follows', 'reason: \n \n', ''],
    ['is taken as it is', 'reason: ${x} <b> 🦊', '${x} <b> 🦊'],
  ])('%s', (_, text, reason) => {
    expect(statedIn(says(text))).toBe(reason);
  });

  it.each([
    ['nobody said anything', [], ''],
    ['it is the newest', [says('reason: new'), says('reason: old', { created: now - 1 })], 'new'],
    [
      'it is the newest, whatever the order',
      [says('reason: old', { created: now - 1 }), says('reason: new')],
      'new',
    ],
    ['a newer comment gives none', [says('reason: old', { created: now - 1 }), says('done')], 'old'],
    ['S19: another person gave it', [says('reason: x', { authorId: eve.id })], ''],
    ['S19: nobody knows who gave it', [without(says('reason: x'), 'authorId')], ''],
    ['S19: the comment was edited', [says('reason: x', { edited: true })], ''],
    ['the comment is the plugin’s', [says('reason: x', { key: 'answer:7' })], ''],
    ['the comment is as old as the ticket', [says('reason: x', { created: aTicket().created })], 'x'],
    [
      'S19: the comment is older than the ticket',
      [says('reason: x', { created: aTicket().created - 1 })],
      '',
    ],
  ])('when %s', (_, notes, reason) => {
    expect(statedIn(...notes)).toBe(reason);
  });

  it('is found in any text without taking long, and never has space around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const reason = statedIn(says(`reason:${text}`));
        expect(reason).toBe(reason.trim());
      }),
    );
    expect(statedIn(says(`${' '.repeat(30_000)}reason${' '.repeat(30_000)}`))).toBe('');
  });
});

describe('the reason of a review', () => {
  it('ends with the change that it answers', () => {
    expect(reviewReason('on call', 'REQ-1', 7)).toBe('on call (REQ-1, change 7)');
    expect(reviewReason('', 'REQ-1', 7)).toBe('Decided on REQ-1 (REQ-1, change 7)');
  });

  it.each([
    ['its own', 'on call (REQ-1, change 7)', true],
    ['none', 'on call', false],
    ['another change', 'on call (REQ-1, change 17)', false],
    ['another ticket’s', 'on call (XREQ-1, change 7)', false],
    ['one that a person quoted', 'as in (REQ-1, change 7) before', false],
  ])('names %s', (_, reason, names) => {
    expect(namesChange(reason, 'REQ-1', 7)).toBe(names);
  });

  it('is known again whatever the person said', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (stated, change) => {
        expect(namesChange(reviewReason(stated, 'REQ-1', change), 'REQ-1', change)).toBe(true);
      }),
    );
  });
});

describe('a reason given before an earlier move', () => {
  const earlier = aMove(6, 'denied', { at: now - 10 });
  const reason = (created: number): string =>
    reasonOf(
      frozen(
        aTicket({ statusChanges: [aMove(7, 'approved'), earlier], notes: [says('reason: x', { created })] }),
      ),
      ann,
      aMove(7, 'approved'),
    );

  it('S19: is not the reason of this one', () => {
    expect(reason(now - 11)).toBe('');
  });

  it('but one given since is', () => {
    expect(reason(now - 10)).toBe('x');
  });

  it('whether it was given before or after this move, or after the plugin moved the card again', () => {
    const change = aMove(7, 'approved', { at: now - 5 });
    const statusChanges = [earlier, change, { ...ourMove(8, 'other'), at: now - 2 }];
    const given = [now - 7, now - 4, now - 1];
    const reasons = given.map((created) =>
      reasonOf(frozen(aTicket({ statusChanges, notes: [says('reason: x', { created })] })), ann, change),
    );
    expect(reasons).toEqual(['x', 'x', 'x']);
  });

  it('S19: whoever made that move', () => {
    const statusChanges = [{ ...ourMove(6, 'pending', 5), at: now - 10 }, aMove(7, 'approved')];
    const ticket = aTicket({ statusChanges, notes: [says('reason: x', { created: now - 11 })] });
    expect(reasonOf(frozen(ticket), ann, aMove(7, 'approved'))).toBe('');
  });
});
