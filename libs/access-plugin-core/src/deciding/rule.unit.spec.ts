import { describe, expect, it } from 'vitest';
import type { Account } from '../domain/ticket.ts';
import type { DecisionMode } from '../settings.ts';
import { rule, type RefusalReason, type Ruling } from './rule.ts';
import type { IdentitySight } from '../knowing/observation.ts';
import {
  ann,
  aMove,
  aRecord,
  aRequest,
  aTicket,
  bot,
  frozen,
  seen,
  without,
  type Sight,
} from './seen.fixture.ts';

/** What one row changes of a case in which every clause holds. */
interface Row {
  readonly sight?: Sight;
  readonly request?: Parameters<typeof aRequest>[0];
  readonly ticket?: ReturnType<typeof aTicket>;
  readonly change?: ReturnType<typeof aMove>;
}

const bob: IdentitySight = { at: 'user', user: 'bob' };
const deciding = ['override', 'review', 'review-for-user'] as const satisfies DecisionMode[];

function ruleIn(mode: DecisionMode, { sight, request, ticket, change }: Row = {}): Ruling {
  const given = {
    request: aRequest(request),
    ticket: ticket ?? aTicket(),
    change: change ?? aMove(7, 'approved'),
  };
  const settings = { ...sight?.settings, mode };
  return rule(seen({ identity: bob, ...sight, ...given, settings }), frozen(given));
}

const by = (account: Partial<Account>, to: 'approved' | 'denied' = 'approved'): Row => ({
  change: aMove(7, to, { author: { ...ann, ...account } }),
});
const approvedBy = (account: Account, user: string | undefined): Extract<Ruling, { kind: 'decide' }> => ({
  kind: 'decide',
  to: 'approved',
  by: account,
  user,
});

describe.each(deciding)('the decision rule in mode %s', (mode) => {
  it('decides when every clause holds', () => {
    expect(ruleIn(mode)).toEqual(approvedBy(ann, 'bob'));
    expect(ruleIn(mode, { change: aMove(8, 'denied') })).toEqual({ ...approvedBy(ann, 'bob'), to: 'denied' });
  });

  it.each<[string, Row, RefusalReason]>([
    ['a move to Pending is no decision', { change: aMove(7, 'pending') }, 'not-a-decision'],
    ['a move to Expired is no decision', { change: aMove(7, 'expired') }, 'not-a-decision'],
    ['a move to any other column is none', { change: aMove(7, 'other') }, 'not-a-decision'],
    [
      'S12: a move to a column that had another name or meaning then decides nothing',
      { change: aMove(7, 'approved', { renamedSince: true }) },
      'column-renamed',
    ],
    [
      'a board that lacks a column for decisions decides nothing, not even in the columns that it has',
      { ticket: aTicket({ undecidable: true }), change: aMove(7, 'denied') },
      'board-incomplete',
    ],
    ['S22: a broken seal decides nothing', { sight: { seal: 'bad' } }, 'seal-broken'],
    ['a stranger’s ticket decides nothing', { ticket: aTicket({ creatorId: 'eve' }) }, 'foreign-creator'],
    ['nor does one of unknown creation', { ticket: without(aTicket(), 'creatorId') }, 'foreign-creator'],
    [
      'S12: a ticket of another request does not',
      { ticket: aTicket({ requestId: 'R2' }) },
      'request-id-changed',
    ],
    ['S12: nor one that lost its request', { ticket: without(aTicket(), 'requestId') }, 'request-id-changed'],
    ['S9: a ticket in another project does not', { ticket: aTicket({ projectId: '11' }) }, 'project-changed'],
    ['S9: a ticket of another type does not', { ticket: aTicket({ typeId: '4' }) }, 'type-changed'],
    [
      'S10: a text that a person edited does not',
      { ticket: aTicket({ contentChanges: [ourEdit, edit(ann)] }) },
      'content-edited',
    ],
    [
      'S11: nor one edited between the look of an approver and the move',
      { ticket: aTicket({ contentChanges: [{ ...edit(ann), id: 6, fields: ['description'] }] }) },
      'content-edited',
    ],
    [
      'S11: nor one edited after the move, before it is read',
      { ticket: aTicket({ contentChanges: [{ ...edit(ann), id: 8 }] }) },
      'content-edited',
    ],
    [
      'S9: nor one that went to another project and came back',
      { ticket: aTicket({ contentChanges: [{ ...edit(ann), fields: ['project'] }] }) },
      'content-edited',
    ],
    [
      'S7: nor one that was edited with the plugin’s own account, as with a stolen token',
      { ticket: aTicket({ contentChanges: [edit(bot)] }) },
      'content-edited',
    ],
    [
      'S7: nor one whose edit carries a mark that a person forged',
      { ticket: aTicket({ contentChanges: [{ ...edit(ann), mark: { instance: 'default' } }] }) },
      'content-edited',
    ],
    [
      'nor one that nobody knows who edited',
      { ticket: aTicket({ contentChanges: [{ id: 3, fields: ['summary'] }] }) },
      'content-edited',
    ],
    [
      'S4: an unknown author never decides',
      { change: without(aMove(7, 'approved'), 'author') },
      'author-unknown',
    ],
    ['S33: nor an account switched off', by({ active: false }), 'author-inactive'],
    ['S8: nor an app', by({ kind: 'app' }), 'author-not-human'],
    ['S5: nor an account of unknown kind', by({ kind: 'unknown' }), 'author-not-human'],
    [
      'S8: listing one app lets no other decide',
      { ...by({ id: 'robot', kind: 'app' }), sight: { settings: { automationAccounts: ['other'] } } },
      'author-not-human',
    ],
    [
      'S2: the requester, as mapped, never decides',
      { sight: { identity: { at: 'user', user: 'alice' } } },
      'requester',
    ],
    [
      'S2: nor denies',
      { ...by({}, 'denied'), sight: { identity: { at: 'user', user: 'alice' } } },
      'requester',
    ],
    ['a long-term request is not approved', { request: { kind: 'long-term' } }, 'long-term'],
    [
      'a request of a kind that nobody knows is not approved',
      { request: { kind: 'unknown' } },
      'kind-unknown',
    ],
  ])('%s', (_, row, why) => {
    expect(ruleIn(mode, row)).toEqual({ kind: 'refuse', why });
  });

  it.each<[string, Row, Ruling]>([
    ['a good seal stands in no way', { sight: { seal: 'good' } }, approvedBy(ann, 'bob')],
    [
      'a ticket of a trusted creator counts as ours',
      { ticket: aTicket({ creatorId: 'old' }), sight: { settings: { trustedCreators: ['old'] } } },
      approvedBy(ann, 'bob'),
    ],
    [
      'a record of the original plugin names no project',
      { sight: { record: aRecord({ projectId: '' }) } },
      approvedBy(ann, 'bob'),
    ],
    [
      'a record of the original plugin names no type',
      { sight: { record: aRecord({ typeId: '' }) } },
      approvedBy(ann, 'bob'),
    ],
    [
      'what changed along with a move of the plugin’s own is no edit',
      { ticket: aTicket({ contentChanges: [ourEdit] }) },
      approvedBy(ann, 'bob'),
    ],
    [
      'a listed app may decide',
      { ...by({ id: 'robot', kind: 'app' }), sight: { settings: { automationAccounts: ['robot'] } } },
      approvedBy({ ...ann, id: 'robot', kind: 'app' }, 'bob'),
    ],
    ['a short-term request is approved', { request: { kind: 'short-term' } }, approvedBy(ann, 'bob')],
    [
      'a long-term request may be denied',
      { ...by({}, 'denied'), request: { kind: 'long-term' } },
      { ...approvedBy(ann, 'bob'), to: 'denied' },
    ],
    [
      'a request of a kind that nobody knows may be denied',
      { ...by({}, 'denied'), request: { kind: 'unknown' } },
      { ...approvedBy(ann, 'bob'), to: 'denied' },
    ],
    [
      'whose account it is must be asked first',
      { sight: { identity: { at: 'unasked' } } },
      { kind: 'identify', account: ann },
    ],
    [
      'a person whose shown address is somebody else’s decides',
      by({ email: 'ann@example.com' }),
      approvedBy({ ...ann, email: 'ann@example.com' }, 'bob'),
    ],
  ])('%s', (_, row, ruling) => {
    expect(ruleIn(mode, row)).toEqual(ruling);
  });
});

describe.each(['review', 'review-for-user'] as const)('the decision rule in mode %s', (mode) => {
  it.each<[string, Row, RefusalReason]>([
    ['S1: an account of nobody does not decide', { sight: { identity: { at: 'nobody' } } }, 'user-unknown'],
    ['S1: nor one when nobody can be asked', { sight: { identity: { at: 'not-needed' } } }, 'user-unknown'],
    ['S1: an account of two users does not', { sight: { identity: { at: 'ambiguous' } } }, 'user-ambiguous'],
    ['S7: the plugin’s own account does not', by(bot), 'own-account'],
    [
      'S25: an account of nobody does not deny either',
      { ...by({}, 'denied'), sight: { identity: { at: 'nobody' } } },
      'user-unknown',
    ],
    ['S25: nor does the plugin’s own account', by(bot, 'denied'), 'own-account'],
  ])('%s', (_, row, why) => {
    expect(ruleIn(mode, row)).toEqual({ kind: 'refuse', why });
  });

  it('S5: goes by the mapping, not by the address that the tracker shows', () => {
    const row = by({ email: 'alice' });
    expect(ruleIn(mode, row)).toMatchObject({ kind: 'decide', user: 'bob' });
  });
});

describe('the decision rule in mode override', () => {
  it.each<[string, Row, Account]>([
    ['an account of nobody decides', { sight: { identity: { at: 'nobody' } } }, ann],
    ['an account decides when nobody can be asked', { sight: { identity: { at: 'not-needed' } } }, ann],
    ['an account of two users decides', { sight: { identity: { at: 'ambiguous' } } }, ann],
  ])('%s', (_, row, account) => {
    expect(ruleIn('override', row)).toEqual(approvedBy(account, undefined));
  });

  it('takes an unmarked move with the plugin’s own account for a person’s', () => {
    expect(ruleIn('override', by(bot))).toEqual(approvedBy(bot, 'bob'));
  });

  it('takes an own account that is an app for a person’s as well', () => {
    expect(ruleIn('override', by({ ...bot, kind: 'app' }))).toMatchObject({ kind: 'decide', user: 'bob' });
  });

  it.each<IdentitySight>([bob, { at: 'unasked' }, { at: 'not-needed' }, { at: 'nobody' }])(
    'S2: knows the requester by the address shown, whatever the directory says (%o)',
    (identity) => {
      const row = { ...by({ email: 'Alice@Example.com' }), request: { user: 'alice@example.COM' } };
      expect(ruleIn('override', { ...row, sight: { identity } })).toEqual({
        kind: 'refuse',
        why: 'requester',
      });
    },
  );
});

it('decides nothing in mode off, whatever holds', () => {
  expect(ruleIn('off')).toEqual({ kind: 'refuse', why: 'decisions-off' });
});

const ourEdit = { ...edit(bot), mark: { instance: 'default' } };

function edit(author: Account) {
  return { id: 3, author, fields: ['summary'] };
}
