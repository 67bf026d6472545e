import { expect, it } from 'vitest';
import { createAccessPlugin } from '../access-plugin.ts';
import { ann, createWorld } from './world.fixture.ts';

/**
 * A ticket is hinted at before it is recorded, and the answer of the read that finds out whose it is comes late: the
 * card has been moved, decided and noted meanwhile. When the look took that read for its own, it wrote the note again.
 */
it.each([0, 5, 20, 60, 200])(
  'F: an answer that comes %d turns after the move makes no note twice',
  async (turns) => {
    const world = createWorld({ sweep: false });
    const ports = world.portsOf();
    const gate = { isNext: false, open: (): void => undefined };
    const read: typeof ports.tracker.read = async (id, call) => {
      const waits = gate.isNext;
      gate.isNext = false;
      const answer = await ports.tracker.read(id, call);
      if (waits) await new Promise<void>((open) => (gate.open = open));
      return answer;
    };
    const tracker = new Proxy(ports.tracker, {
      get: (port, key) => (key === 'read' ? read : (Reflect.get(port, key) as unknown)),
    });
    const plugin = createAccessPlugin({ ...ports, tracker }, { owner: 'p1', cluster: 'one' });
    const stop = new AbortController();
    const ended = plugin.run(stop.signal);
    await world.quiet();

    const claim = world.holdNext('pluginData.compareAndSwap');
    world.cluster.add({});
    await world.quiet();
    const record = world.holdNext('pluginData.compareAndSwap');
    claim();
    await world.quiet();
    gate.isNext = true;
    plugin.lookAtTicket(world.onlyTicket().id);
    await world.quiet();
    record();
    await world.quiet();
    world.calls.length = 0;
    world.board.move(world.onlyTicket().id, { by: ann, to: 'approved' });
    plugin.lookAtTicket(world.onlyTicket().id);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    gate.open();
    await world.pass(30_000);
    const writes = world.calls.filter((call) => /addNote|deleteNote|move|create/.test(call));
    expect(writes).toEqual(['tracker.addNote']);
    stop.abort();
    await ended;
  },
);
