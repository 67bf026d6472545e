import { describe, expect, it } from 'vitest';
import { AccessPluginError } from '../errors.ts';
import { createManualClock } from '../../testing/in-memory/index.ts';
import { Alarm } from './alarm.ts';

function waiting() {
  const clock = createManualClock();
  const alarm = new Alarm(clock);
  const stop = new AbortController();
  return { clock, alarm, stop };
}

describe('an alarm', () => {
  it('rings by itself after its time, and no earlier', async () => {
    const { clock, alarm, stop } = waiting();
    let over = false;
    const wait = alarm.wait(100, stop.signal).then(() => (over = true));
    clock.advance(99);
    await Promise.resolve();
    expect([over, clock.sleepers]).toEqual([false, 1]);
    clock.advance(1);
    await wait;
    expect(over).toBe(true);
  });

  it('ends the wait when it is rung', async () => {
    const { clock, alarm, stop } = waiting();
    const wait = alarm.wait(100, stop.signal);
    alarm.ring();
    await wait;
    expect(clock.sleepers).toBe(0);
  });

  it('keeps a ring that nobody waits for, once', async () => {
    const { clock, alarm, stop } = waiting();
    alarm.ring();
    alarm.ring();
    await alarm.wait(100, stop.signal);
    const second = alarm.wait(100, stop.signal);
    expect(clock.sleepers).toBe(1);
    clock.advance(100);
    await second;
  });

  it('does not keep the ring that ended a wait', async () => {
    const { clock, alarm, stop } = waiting();
    const first = alarm.wait(100, stop.signal);
    alarm.ring();
    await first;
    const second = alarm.wait(100, stop.signal);
    expect(clock.sleepers).toBe(1);
    clock.advance(100);
    await second;
  });

  it('ends the wait when it is to stop, and does not begin another', async () => {
    const { clock, alarm, stop } = waiting();
    const wait = alarm.wait(100, stop.signal);
    stop.abort();
    await wait;
    await alarm.wait(100, stop.signal);
    expect(clock.sleepers).toBe(0);
  });

  it('lets through what is not an end of the wait', async () => {
    const broken = {
      ...createManualClock(),
      sleep: () => Promise.reject(new AccessPluginError('misuse', 'broken')),
    };
    await expect(new Alarm(broken).wait(1, new AbortController().signal)).rejects.toMatchObject({
      code: 'misuse',
    });
  });
});
