import { describe, expect, it } from 'vitest';
import { ann, aTicket, bot, without } from '../deciding/seen.fixture.ts';
import { withDefaults } from '../settings.ts';
import { createWorld } from '../stories/world.fixture.ts';
import { isForeign, requestOfTicket } from './ticket-owner.ts';

const settings = withDefaults({ owner: 'p1', cluster: 'one', trustedCreators: ['old'] });

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
