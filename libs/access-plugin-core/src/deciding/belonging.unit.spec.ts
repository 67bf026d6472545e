import { describe, expect, it } from 'vitest';
import { adoptable, isBare, isOwn, isTrusted } from './belonging.ts';
import { ann, aTicket, ourNote, seen, without } from './seen.fixture.ts';

const bare = without(aTicket({ id: '98' }), 'origin');
const origin = { cluster: 'one', instance: 'default', epoch: 1 };

describe('whose a ticket is', () => {
  it.each([
    ['ours, with our origin', aTicket(), { trusted: true, own: true, bare: false }],
    ['ours, with the bare property alone', bare, { trusted: true, own: false, bare: true }],
    ['a trusted creator’s', aTicket({ creatorId: 'old' }), { trusted: true, own: true, bare: false }],
    ['a trusted creator’s, bare', { ...bare, creatorId: 'old' }, { trusted: true, own: false, bare: true }],
    ['a copy by a person', aTicket({ creatorId: ann.id }), { trusted: false, own: false, bare: false }],
    ['a bare one by a person', { ...bare, creatorId: ann.id }, { trusted: false, own: false, bare: false }],
    ['of unknown creation', without(aTicket(), 'creatorId'), { trusted: false, own: false, bare: false }],
    ['another request’s', aTicket({ requestId: 'R2' }), { trusted: true, own: false, bare: false }],
    ['another request’s, bare', { ...bare, requestId: 'R2' }, { trusted: true, own: false, bare: false }],
    [
      'S23: another cluster’s',
      aTicket({ origin: { ...origin, cluster: 'two' } }),
      { trusted: true, own: false, bare: false },
    ],
    [
      'S23: another instance’s',
      aTicket({ origin: { ...origin, instance: 'b' } }),
      { trusted: true, own: false, bare: false },
    ],
  ])('%s', (_, ticket, is) => {
    const observation = seen({ settings: { trustedCreators: ['old'] } });
    expect({
      trusted: isTrusted(observation, ticket),
      own: isOwn(observation, ticket),
      bare: isBare(observation, ticket),
    }).toEqual(is);
  });
});

describe('the ticket to adopt', () => {
  it.each([
    ['none', [], undefined],
    ['our own', [aTicket({ id: '9' })], '9'],
    ['the original plugin’s', [bare], '98'],
    ['the lowest by number, not by letters', [aTicket({ id: '100' }), bare, aTicket({ id: '1000' })], '98'],
    ['the lowest, wherever it stands', [aTicket({ id: '100' }), aTicket({ id: '99' })], '99'],
    ['no stranger’s', [aTicket({ creatorId: ann.id })], undefined],
    ['no other cluster’s', [aTicket({ origin: { ...origin, cluster: 'two' } })], undefined],
    ['none that we called an extra', [aTicket({ id: '9', notes: [ourNote('extra')] }), bare], '98'],
    [
      'one that only somebody else called an extra',
      [aTicket({ id: '9', notes: [ourNote('extra', { authorId: ann.id })] }), bare],
      '9',
    ],
    ['one with another note of ours', [aTicket({ id: '9', notes: [ourNote('answer:7')] }), bare], '9'],
  ])('is %s', (_, others, id) => {
    expect(adoptable(seen({ others }))?.id).toBe(id);
  });
});
