import { describe, expect, it } from 'vitest';
import { ann, aRecord, aRequest, aTicket, bot, without } from '../lifecycle/seen.fixture.ts';
import { withDefaults } from '../settings.ts';
import { createWorld } from '../world.fixture.ts';
import { Board } from './board.ts';
import { isForeign, requestOfTicket } from './own-tickets.ts';

const settings = withDefaults({ owner: 'p1', cluster: 'one', trustedCreators: ['old'] });

describe('what is remembered', () => {
  it('begins with the first question and ends with the last step', () => {
    const board = new Board(createWorld().portsOf(), settings);
    expect([board.known('R1'), board.finishedAs('R1')]).toEqual([undefined, undefined]);
    const memory = board.memoryOf('R1');
    memory.request = { value: aRequest({ state: 'denied' }), startedAt: 0 };
    expect([board.memoryOf('R1') === memory, board.size, [...board.requestIds()]]).toEqual([true, 1, ['R1']]);
    board.finish('R1');
    expect([board.known('R1'), board.size, board.finishedAs('R1')]).toEqual([undefined, 0, 'denied']);
  });

  it('of a request that was never seen is that it is gone', () => {
    const board = new Board(createWorld().portsOf(), settings);
    board.finish('R1');
    board.memoryOf('R2');
    board.finish('R2');
    expect([board.finishedAs('R1'), board.finishedAs('R2')]).toEqual(['gone', 'gone']);
  });

  it('of finished requests is bounded; the oldest go first', () => {
    const board = new Board(createWorld().portsOf(), settings);
    for (let n = 0; n < 10_000; n += 1) board.finish(`R${n}`);
    expect(board.finishedAs('R0')).toBe('gone');
    board.finish('R0');
    board.finish('R10000');
    expect([board.finishedAs('R0'), board.finishedAs('R1'), board.finishedAs('R2')]).toEqual([
      'gone',
      undefined,
      'gone',
    ]);
  });

  it('tells which request a ticket belongs to', () => {
    const board = new Board(createWorld().portsOf(), settings);
    board.memoryOf('R1');
    board.memoryOf('R2').record = { value: aRecord({ ticketId: '7' }), startedAt: 0 };
    expect([board.requestOf('7'), board.requestOf('8')]).toEqual(['R2', undefined]);
  });
});

describe('a ticket that was looked up', () => {
  const origin = { cluster: 'one', instance: 'default', epoch: 1 };
  it.each([
    ['is about its request', aTicket(), 'R1'],
    ['of an older account is too', aTicket({ creatorId: 'old' }), 'R1'],
    ['of the original plugin is too', without(aTicket(), 'origin'), 'R1'],
    ['of a stranger is nothing to us', aTicket({ creatorId: ann.id }), undefined],
    ['of unknown creation is nothing to us', without(aTicket(), 'creatorId'), undefined],
    ['of another cluster is nothing to us', aTicket({ origin: { ...origin, cluster: 'two' } }), undefined],
    ['of another instance is nothing to us', aTicket({ origin: { ...origin, instance: 'b' } }), undefined],
    ['without a request is nothing to us', without(aTicket(), 'requestId'), undefined],
  ])('%s', (_, ticket, requestId) => {
    const ports = createWorld().portsOf();
    expect(ports.tracker.selfId).toBe(bot.id);
    expect(requestOfTicket(ticket, ports, settings)).toBe(requestId);
  });

  it('without an origin may be anybody’s', () => {
    expect(isForeign(undefined, settings)).toBe(false);
    expect(isForeign(origin, settings)).toBe(false);
  });
});
