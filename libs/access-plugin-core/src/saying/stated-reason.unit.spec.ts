import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Note } from '../domain/ticket.ts';
import { aMove, ann, aTicket, eve, frozen, now, ourMove, without } from '../deciding/seen.fixture.ts';
import { cutToBytes } from './cut-to-bytes.ts';
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
  const mark = { ticketKey: 'TAR-7', change: 10021, instance: 'default' };
  const west = { ...mark, instance: 'west' };
  const bytes = (text: string): number => new TextEncoder().encode(text).length;

  it('says what the person said and whose account it was, and ends with a line that names the change', () => {
    expect(reviewReason('on call', 'jira:ann', mark)).toBe(
      'on call\nDecided by jira:ann.\n(TAR-7, change 10021)',
    );
    expect(reviewReason('', 'jira:ann', mark)).toBe('Decided by jira:ann.\n(TAR-7, change 10021)');
    expect(reviewReason('', 'jira:ann', west)).toBe(
      'Decided by jira:ann.\nInstance west (TAR-7, change 10021)',
    );
  });

  it.each([
    ['its own', 'on call\n(TAR-7, change 10021)', true],
    ['its own, with nothing before it', '(TAR-7, change 10021)', true],
    ['its own, as older versions wrote it', 'on call (TAR-7, change 10021)', true],
    ['its own, of a ticket whose key was another then', 'on call\n(OLD-7, change 10021)', true],
    ['none', 'on call', false],
    ['another change', 'on call\n(TAR-7, change 1002)', false],
    ['a change whose number ends alike', 'on call\n(TAR-7, change 110021)', false],
    ['a future change that the person wrote', '(TAR-7, change 10021)\n(TAR-7, change 10020)', false],
    ['another instance’s', 'on call\nInstance west (TAR-7, change 10021)', false],
    ['one that a person quoted', 'as in (TAR-7, change 10021) before', false],
    ['what another plugin wrote', 'approved by the on-call schedule\n(incident 7, change freeze)', false],
  ])('names %s', (_, reason, names) => {
    expect(namesChange(reason, mark)).toBe(names);
  });

  it('of a named instance is not taken for the default one’s, nor the other way round', () => {
    expect(namesChange('x\n(TAR-7, change 10021)', west)).toBe(false);
    expect(namesChange('x\nInstance west (TAR-7, change 10021)', west)).toBe(true);
    expect(namesChange('x\nInstance north-west (TAR-7, change 10021)', west)).toBe(false);
  });

  it('is known again whatever the person said, and fits into 4,096 bytes', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('é\u{1F98A}\ud800'.repeat(5_000)));
    fc.assert(
      fc.property(anything, fc.nat(), fc.constantFrom('default', 'west'), (stated, change, instance) => {
        const own = { ticketKey: 'TAR-7', change, instance };
        const reason = reviewReason(stated, 'jira:ann', own);
        expect(namesChange(reason, own)).toBe(true);
        expect(namesChange(reason, { ...own, change: change + 1 })).toBe(false);
        expect(bytes(reason)).toBeLessThanOrEqual(4_096);
      }),
    );
  });

  it.each(['\n(TAR-7, change 10021)', ' (TAR-7, change 10021)', '\nInstance west (TAR-7, change 10021)'])(
    'that a person ended with the mark of a later change (%j) does not answer that change',
    (forged) => {
      const reason = reviewReason(`on call${forged}`, 'jira:ann', { ...mark, change: 10020 });
      expect(namesChange(reason, mark)).toBe(false);
      expect(namesChange(reason, west)).toBe(false);
      expect(namesChange(reason, { ...mark, change: 10020 })).toBe(true);
    },
  );

  it('cuts 32 KB of what a person said, and nothing of the two last lines', () => {
    const lines = reviewReason('\u{1F98A}'.repeat(8_192), 'jira:ann', mark).split('\n');
    expect(lines.slice(1)).toEqual(['Decided by jira:ann.', '(TAR-7, change 10021)']);
    expect(lines[0]).toMatch(/^\u{1F98A}+…$/u);
  });
});

describe('text that is cut to bytes', () => {
  it.each([
    ['fits', 'été', 5, 'été'],
    ['is one byte too long', 'été', 4, '…'],
    ['keeps what fits before the sign that says so', 'été!!', 6, 'ét…'],
    ['keeps no half of a sign', 'a\u{1F98A}bcd', 7, 'a…'],
    ['has no room for the sign', 'été', 2, ''],
  ])('that %s', (...[, text, most, cut]) => {
    expect(cutToBytes(text, most)).toBe(cut);
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
