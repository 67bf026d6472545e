import type { Ports } from '../../../src/ports/ports.ts';
import type { Expectation, Fields, Swap } from '../../../src/ports/plugin-data-store.ts';
import { withoutKeys } from './without-keys.fixture.ts';
import { doing, seeing, type PlantedFault } from './planted-fault.fixture.ts';

/** Ways to write the record that break what the lock protects. */
export const recordFaults: readonly PlantedFault[] = [
  {
    name: 'a write compares nothing: it expects whatever stands there',
    rules: ['extras-are-not-made', 'recorded-ticket-never-changes', 'claim-epoch-never-falls'],
    ports: (ports) => {
      const { pluginData } = ports;
      const compareAndSwap: Ports['pluginData']['compareAndSwap'] = async (requestId, swap, call) => {
        const held = await pluginData.read(requestId, call);
        const expect = mapped(swap.expect, (_, key) => held[key] ?? '') as Expectation;
        return pluginData.compareAndSwap(requestId, { ...swap, expect }, call);
      };
      return { ...ports, pluginData: { ...pluginData, compareAndSwap } };
    },
  },
  {
    name: "the first claim does not look at the original's keys",
    rules: ['swaps-expect-enough'],
    ports: swapping(({ expect, set }) => ({ set, expect: { claim_epoch: expect.claim_epoch } })),
  },
  {
    name: 'a later write does not expect the owner',
    rules: ['swaps-expect-enough'],
    ports: swapping((swap) => {
      const expect = withoutKeys<Fields, string>(swap.expect, ['claim_owner']) as Expectation;
      return swap.expect['user'] === undefined ? { ...swap, expect } : swap;
    }),
  },
  {
    name: 'the epoch is deleted when a claim ends',
    rules: ['claim-epoch-never-falls'],
    ports: swapping((swap) =>
      (swap.set['resolution'] ?? '') === '' ? swap : { ...swap, set: { ...swap.set, claim_epoch: '' } },
    ),
  },
  {
    name: 'a claim is taken over without raising the epoch',
    rules: ['creates-stay-in-their-window', 'one-unknown-create-an-epoch'],
    ports: swapping((swap) =>
      (swap.expect['claim_epoch'] ?? '') === '' || swap.set['claim_epoch'] === undefined
        ? swap
        : { ...swap, set: { ...swap.set, claim_epoch: swap.expect.claim_epoch } },
    ),
  },
  {
    name: 'the end is marked before the card shows it',
    rules: ['marks-follow-effects'],
    decide: doing((step, seen) => {
      if (step.kind !== 'move' || step.ticketId !== seen.record.ticketId || seen.record.resolution !== '')
        return step;
      if (step.move.to === 'pending' || step.move.to === 'other') return step;
      const { claimOwner, claimEpoch, ticketId, resolution } = seen.record;
      const expect = { claimOwner, claimEpoch, ticketId, resolution };
      return { kind: 'swap', purpose: 'mark', expect, set: { resolution: step.move.to } };
    }),
  },
  {
    name: "everybody takes the claim for one's own",
    rules: ['writers-held-the-claim'],
    decide: seeing((seen) =>
      seen.record.ticketId === ''
        ? seen
        : { ...seen, settings: { ...seen.settings, owner: seen.record.claimOwner } },
    ),
  },
];

function swapping(change: (swap: Swap) => Swap): (ports: Ports) => Ports {
  return (ports) => {
    const { pluginData } = ports;
    return {
      ...ports,
      pluginData: {
        ...pluginData,
        compareAndSwap: (requestId, swap, call) => pluginData.compareAndSwap(requestId, change(swap), call),
      },
    };
  };
}

function mapped(fields: Fields, change: (value: string, key: string) => string): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, change(value, key)]));
}
