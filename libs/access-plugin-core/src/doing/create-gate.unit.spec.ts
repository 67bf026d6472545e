import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../testing/in-memory/index.ts';
import { AccessPluginError } from '../errors.ts';
import { CreateGate } from './create-gate.ts';

const down = new AccessPluginError('unavailable', 'No connection was made.');

/** A gate whose tracker fails, hangs or answers as the test says. */
function createGate(wakes = true) {
  const clock = createManualClock();
  const woken: string[] = [];
  const probes = { begun: 0, underWay: 0, most: 0, aborted: 0 };
  const tracker = { answers: false, hangs: false };
  const tell = (call: 'create' | 'read', ended: 'done' | 'unreachable' | 'failed'): void =>
    gate.hear({ call, ended, startedAt: clock.monotonic() });
  const probe = async (signal: AbortSignal): Promise<void> => {
    probes.begun += 1;
    probes.underWay += 1;
    probes.most = Math.max(probes.most, probes.underWay);
    try {
      if (tracker.hangs) await clock.sleep(60_000, signal);
      if (!tracker.answers) throw down;
      tell('read', 'done');
    } finally {
      probes.underWay -= 1;
      if (signal.aborted) probes.aborted += 1;
    }
  };
  const wake = (requestId: string): boolean => (woken.push(requestId), wakes);
  const gate = new CreateGate({ clock, random: { next: () => 0.5 }, probe, wake });
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 250) {
      clock.advance(250);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  };
  return { clock, gate, probes, woken, tracker, tell, pass };
}

describe('B4: a gate before creates', () => {
  it('lets everything through while nothing failed, and after failures that are not the tracker’s', () => {
    const { gate, tell } = createGate();
    tell('create', 'failed');
    expect(['R1', 'R2', 'R3'].map((id) => gate.admits(id))).toEqual([true, true, true]);
  });

  it('probes once at a time, more and more rarely, until the tracker answers, then no more', async () => {
    const { probes, tell, pass, tracker, gate } = createGate();
    tell('create', 'unreachable');
    await pass(60_000);
    expect(probes.most).toBe(1);
    expect(probes.begun).toBeGreaterThanOrEqual(20);
    expect(probes.begun).toBeLessThanOrEqual(30);
    expect(gate.isShut).toBe(true);
    tracker.answers = true;
    await pass(4_000);
    const { begun } = probes;
    expect(gate.isShut).toBe(false);
    await pass(60_000);
    expect(probes.begun).toBe(begun);
  });

  it('ends its probe, and probes no more, once it is stopped', async () => {
    const { clock, gate, probes, tell, pass, tracker } = createGate();
    tracker.hangs = true;
    tell('create', 'unreachable');
    await pass(2_000);
    expect(probes).toMatchObject({ begun: 1, underWay: 1 });
    gate.stop();
    await pass(60_000);
    expect(probes).toMatchObject({ begun: 1, underWay: 0, aborted: 1 });
    expect(clock.sleepers).toBe(0);
  });

  it('lets one go, then two, and wakes in order those that wait', async () => {
    const { gate, woken, tell, pass, tracker } = createGate();
    tell('create', 'unreachable');
    expect(['R1', 'R2', 'R3', 'R4'].map((id) => gate.admits(id))).toEqual([false, false, false, false]);
    tracker.answers = true;
    await pass(1_000);
    expect(woken).toEqual(['R1']);
    expect([gate.admits('R1'), gate.admits('R4')]).toEqual([true, false]);
    tell('create', 'done');
    expect(woken).toEqual(['R1', 'R2']);
    gate.leave('R1');
    expect(woken).toEqual(['R1', 'R2', 'R3']);
  });

  it('shuts for all when the one fails', async () => {
    const { gate, tell, pass, tracker } = createGate();
    tell('create', 'unreachable');
    tracker.answers = true;
    await pass(1_000);
    expect(gate.admits('R1')).toBe(true);
    tell('create', 'unreachable');
    expect([gate.admits('R1'), gate.admits('R2')]).toEqual([false, false]);
  });

  it('gives the place of a request that leaves without a create to the next', async () => {
    const { gate, woken, tell, pass, tracker } = createGate();
    tell('create', 'unreachable');
    ['R1', 'R2'].forEach((id) => gate.admits(id));
    tracker.answers = true;
    await pass(1_000);
    gate.begin('R1');
    gate.leave('R1');
    expect(woken).toEqual(['R1', 'R2']);
  });

  it('keeps no place for a request that the queue dropped, nor wakes one that has asked for nothing since', async () => {
    const { gate, woken, tell, pass, tracker } = createGate(false);
    tell('create', 'unreachable');
    ['R1', 'R2', 'R3'].forEach((id) => gate.admits(id));
    gate.begin('R2');
    tracker.answers = true;
    await pass(1_000);
    expect(woken).toEqual(['R1', 'R3']);
    expect(gate.admits('R9')).toBe(true);
  });
});
