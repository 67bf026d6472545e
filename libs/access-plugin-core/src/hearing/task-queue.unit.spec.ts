import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../testing/in-memory/index.ts';
import { TaskQueue, type Again, type TaskQueueOptions } from './task-queue.ts';

/** A queue of words whose tasks end when the test says so. */
function queue(options: Partial<TaskQueueOptions<string>> = {}) {
  const clock = createManualClock();
  const started: string[] = [];
  const endings = new Map<string, (again: Again) => void>();
  const tasks = new TaskQueue<string>({
    clock,
    parallelism: 2,
    capacity: 10,
    merge: (older, newer) => `${older}+${newer}`,
    idle: 'idle',
    work: (key, hint) => {
      started.push(`${key}:${hint}`);
      return new Promise((resolve) => endings.set(key, resolve));
    },
    ...options,
  });
  const end = async (key: string, again?: Again) => {
    endings.get(key)?.(again);
    await settled();
  };
  return { clock, started, tasks, end };
}
/** Lets everything that is due happen. */
async function settled() {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('one key', () => {
  it('is worked on at once', () => {
    const { tasks, started } = queue();
    expect(tasks.push('a', '1')).toBe(true);
    expect([started, tasks.running, tasks.size]).toEqual([['a:1'], 1, 1]);
  });

  it('is worked on by one task at a time, and the hints that come meanwhile are one', async () => {
    const { tasks, started, end } = queue();
    tasks.push('a', '1');
    tasks.push('a', '2');
    tasks.push('a', '3');
    expect(started).toEqual(['a:1']);
    await end('a');
    expect(started).toEqual(['a:1', 'a:2+3']);
    await end('a');
    expect([started.length, tasks.size, tasks.running]).toEqual([2, 0, 0]);
  });

  it('is forgotten once nothing more is due', async () => {
    const { tasks, clock, end } = queue();
    tasks.push('a', '1');
    await end('a');
    expect([tasks.size, clock.sleepers]).toEqual([0, 0]);
  });
});

describe('a task that comes back', () => {
  it('does so after its time, and no earlier', async () => {
    const { tasks, started, clock, end } = queue();
    tasks.push('a', '1');
    await end('a', { inMs: 100, strict: false });
    clock.advance(99);
    await settled();
    expect([started, tasks.size, tasks.running]).toEqual([['a:1'], 1, 0]);
    clock.advance(1);
    await settled();
    expect(started).toEqual(['a:1', 'a:idle']);
  });

  it('comes at once with a hint', async () => {
    const { tasks, started, clock, end } = queue();
    tasks.push('a', '1');
    await end('a', { inMs: 100, strict: false });
    tasks.push('a', '2');
    await settled();
    expect([started, clock.sleepers]).toEqual([['a:1', 'a:idle+2'], 0]);
    await end('a');
    clock.advance(1_000);
    await settled();
    expect([started.length, tasks.size]).toEqual([2, 0]);
  });

  it('comes at once when a hint came while it worked', async () => {
    const { tasks, started, end } = queue();
    tasks.push('a', '1');
    tasks.push('a', '2');
    await end('a', { inMs: 100, strict: false });
    expect(started).toEqual(['a:1', 'a:idle+2']);
  });

  it('waits its whole time when that is strict, whatever hints come, and then knows them', async () => {
    const { tasks, started, clock, end } = queue();
    tasks.push('a', '1');
    tasks.push('a', '2');
    await end('a', { inMs: 100, strict: true });
    tasks.push('a', '3');
    clock.advance(99);
    await settled();
    expect(started).toEqual(['a:1']);
    clock.advance(1);
    await settled();
    expect(started).toEqual(['a:1', 'a:idle+2+3']);
  });

  it('blocks no other while it waits', async () => {
    const { tasks, started, end } = queue({ parallelism: 1 });
    tasks.push('a', '1');
    await end('a', { inMs: 100, strict: true });
    tasks.push('b', '1');
    expect(started).toEqual(['a:1', 'b:1']);
  });
});

describe('several keys', () => {
  it('are worked on side by side up to the bound, then in the order in which they came', async () => {
    const { tasks, started, end } = queue();
    for (const key of ['a', 'b', 'c', 'd']) tasks.push(key, '1');
    expect([started, tasks.running, tasks.size]).toEqual([['a:1', 'b:1'], 2, 4]);
    await end('b');
    await end('a');
    expect(started).toEqual(['a:1', 'b:1', 'c:1', 'd:1']);
  });

  it('merge the hints of one that waits its turn', async () => {
    const { tasks, started, end } = queue({ parallelism: 1 });
    tasks.push('a', '1');
    tasks.push('b', '1');
    tasks.push('b', '2');
    await end('a');
    expect(started).toEqual(['a:1', 'b:1+2']);
  });

  it('share turns: one that keeps being asked for goes to the end', async () => {
    const { tasks, started, end } = queue({ parallelism: 1 });
    tasks.push('a', '1');
    tasks.push('b', '1');
    tasks.push('a', '2');
    await end('a');
    await end('b');
    expect(started).toEqual(['a:1', 'b:1', 'a:2']);
  });

  it('never exceed the bound when several come back at once', async () => {
    const { tasks, clock, end } = queue({ parallelism: 1 });
    for (const key of ['a', 'b', 'c']) {
      tasks.push(key, '1');
      await end(key, { inMs: 100, strict: false });
    }
    clock.advance(100);
    await settled();
    expect([tasks.running, tasks.size]).toEqual([1, 3]);
  });
});

describe('a full queue', () => {
  it('drops a further key, takes hints for those it has, and has room again later', async () => {
    const { tasks, end } = queue({ capacity: 1 });
    expect(tasks.push('a', '1')).toBe(true);
    expect(tasks.push('b', '1')).toBe(false);
    expect(tasks.push('a', '2')).toBe(true);
    await end('a');
    await end('a');
    expect(tasks.push('b', '1')).toBe(true);
  });
});

describe('a stop', () => {
  it('is over at once where nothing is under way', async () => {
    const { tasks, clock, end } = queue();
    tasks.push('a', '1');
    await end('a', { inMs: 100, strict: true });
    await tasks.stop();
    await settled();
    expect(clock.sleepers).toBe(0);
    expect(tasks.push('b', '1')).toBe(false);
  });

  it('waits for every task under way, and begins no other', async () => {
    const { tasks, started, end } = queue();
    for (const key of ['a', 'b', 'c']) tasks.push(key, '1');
    tasks.push('a', '2');
    let over = false;
    const stopping = tasks.stop().then(() => (over = true));
    await end('a', { inMs: 1, strict: false });
    expect(over).toBe(false);
    await end('b');
    await stopping;
    expect(started).toEqual(['a:1', 'b:1']);
  });
});
