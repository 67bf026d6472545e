import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../testing/in-memory/index.ts';
import { AccessPluginError } from '../errors.ts';
import { UnknownTickets } from './unknown-tickets.ts';

function start(given: { readonly ours?: readonly string[]; readonly parallelism?: number } = {}) {
  const clock = createManualClock();
  const read: string[] = [];
  const state = { lists: 0, fails: 0, holds: [] as (() => void)[], hold: false };
  const tickets = new UnknownTickets({
    clock,
    parallelism: given.parallelism ?? 1000,
    perMinute: { vouched: 60, anybody: 12 },
    lookUp: async (id) => {
      read.push(id);
      if (state.hold) await new Promise<void>((go) => state.holds.push(go));
      if (state.fails > 0) {
        state.fails -= 1;
        throw new AccessPluginError('unavailable', 'down');
      }
      return (given.ours ?? []).includes(id);
    },
    backoffMs: (failures) => failures * 1000,
    onPutOff: async () => {
      state.lists += 1;
    },
  });
  const quiet = async () => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.advance(250);
      await quiet();
    }
  };
  const flood = async (count: number, trust: 'vouched' | 'anybody', first = 0) => {
    for (let id = first; id < first + count; id += 1) tickets.push(String(id), trust);
    await quiet();
  };
  return { tickets, clock, read, state, quiet, pass, flood };
}

describe('D3: look-ups of unknown tickets', () => {
  it('have a ceiling a minute; what is above it is put off, and looked up when there is room', async () => {
    const { read, pass, flood, tickets } = start();
    await flood(100, 'anybody');
    expect(read).toHaveLength(12);
    await pass(62_000);
    expect(read).toHaveLength(24);
    expect(tickets.size).toBe(76);
    await pass(8 * 60_000);
    expect(new Set(read).size).toBe(100);
    expect(tickets.size).toBe(0);
  });

  it('have a ceiling of their own where something vouches for them', async () => {
    const { read, flood } = start();
    await flood(1000, 'anybody');
    await flood(50, 'vouched', 5000);
    expect(read.filter((id) => Number(id) >= 5000)).toHaveLength(50);
    await flood(50, 'vouched', 6000);
    expect(read.filter((id) => Number(id) >= 6000)).toHaveLength(10);
  });

  it('are no longer put off with anybody’s once somebody vouches for them', async () => {
    const { read, flood, tickets, quiet } = start();
    await flood(1000, 'anybody');
    tickets.push('999', 'vouched');
    await quiet();
    expect(read.at(-1)).toBe('999');
  });

  it('of one that was not found are not repeated at once', async () => {
    const { read, tickets, pass } = start();
    for (let time = 0; time < 40; time += 1) {
      tickets.push('7', 'vouched');
      await pass(500);
    }
    expect(read.length).toBeGreaterThanOrEqual(2);
    expect(read.length).toBeLessThanOrEqual(3);
  });

  it('start after the last hint: one that came during a read is answered by another read, once', async () => {
    const { read, state, tickets, quiet, pass } = start();
    const letGo = async () => {
      for (const go of state.holds.splice(0)) go();
      await quiet();
    };
    state.hold = true;
    tickets.push('7', 'vouched');
    await quiet();
    tickets.push('7', 'vouched');
    await letGo();
    expect(read).toEqual(['7', '7']);
    tickets.push('7', 'vouched');
    await letGo();
    await pass(9_000);
    expect(read).toEqual(['7', '7']);
    await pass(2_000);
    expect(read).toEqual(['7', '7', '7']);
    await letGo();
    await pass(60_000);
    expect(read).toEqual(['7', '7', '7']);
  });

  it('that fail are tried again, later each time, and given up in the end', async () => {
    const { read, state, tickets, pass } = start();
    state.fails = 100;
    tickets.push('7', 'anybody');
    await pass(2 * 60_000);
    expect(read).toHaveLength(6);
    expect(tickets.size).toBe(0);
  });

  it('are at most so many at a time', async () => {
    const { tickets, state, flood } = start({ parallelism: 2 });
    state.hold = true;
    await flood(10, 'vouched');
    expect(tickets.running).toBe(2);
  });

  it('ask for a list of what changed every few seconds while any is put off, and not otherwise', async () => {
    const { state, pass, flood } = start();
    await flood(10, 'anybody');
    await pass(10_000);
    expect(state.lists).toBe(0);
    await flood(200, 'anybody', 100);
    await pass(10_000);
    expect(state.lists).toBeGreaterThanOrEqual(2);
    expect(state.lists).toBeLessThanOrEqual(3);
  });

  it('remember a bounded number of hints', async () => {
    const { tickets, flood } = start();
    await flood(20_000, 'anybody');
    expect(tickets.size).toBe(10_000);
  });

  it('end with the process, without a sleeper', async () => {
    const { tickets, clock, flood, read, pass, quiet } = start();
    await flood(100, 'anybody');
    await tickets.stop();
    await quiet();
    expect(clock.sleepers).toBe(0);
    const before = read.length;
    await pass(60_000);
    expect(read).toHaveLength(before);
  });
});
