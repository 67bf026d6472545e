import { describe, expect, it } from 'vitest';
import { AccessPluginError, type AccessPluginErrorCode } from '../errors.ts';
import { ann, createWorld, type Fault } from '../stories/world.fixture.ts';

const fault = (call: string, code: AccessPluginErrorCode, after = false): Fault => ({
  call,
  error: new AccessPluginError(code, 'it went wrong', undefined),
  after,
});

/** A world with one replica, and no sweep to help it out. */
async function started() {
  const world = createWorld({ sweep: false, settings: { intervalMs: 60_000 } });
  const plugin = await world.start('p1');
  world.calls.length = 0;
  const times = (call: string): number => world.calls.filter((made) => made === call).length;
  return { ...world, ...plugin, times };
}
type World = Awaited<ReturnType<typeof started>>;

async function opened(): Promise<World & { requestId: string; ticketId: string }> {
  const world = await started();
  const { id } = world.cluster.add({});
  await world.quiet();
  world.calls.length = 0;
  return { ...world, requestId: id, ticketId: world.onlyTicket().id };
}

const isRecorded = (world: World): boolean =>
  [...world.cluster.records.values()].every(({ issue_id }) => issue_id === world.onlyTicket().id);

describe('an opening in which something goes wrong', () => {
  it.each<[string, Fault, Partial<Record<string, number>>]>([
    ['the claim was not sent', fault('pluginData.compareAndSwap', 'unavailable'), { 'tracker.create': 1 }],
    [
      'the answer to the claim is lost',
      fault('pluginData.compareAndSwap', 'outcome-unknown', true),
      { 'tracker.create': 1 },
    ],
    ['the claim meets contention', fault('pluginData.compareAndSwap', 'conflict'), { 'tracker.create': 1 }],
    ['the create was turned away', fault('tracker.create', 'unavailable'), { 'tracker.create': 2 }],
    ['the create hit a limit', fault('tracker.create', 'rate-limited'), { 'tracker.create': 2 }],
    [
      'the answer to the create is lost',
      fault('tracker.create', 'outcome-unknown', true),
      { 'tracker.create': 1, 'tracker.find': 1 },
    ],
    [
      'the create never arrived, but who knows',
      fault('tracker.create', 'outcome-unknown'),
      { 'tracker.create': 2, 'tracker.find': 1 },
    ],
    ['the ticket cannot be read at first', fault('tracker.read', 'unavailable'), { 'tracker.create': 1 }],
  ])('ends with one recorded ticket when %s', async (_, planned, expected) => {
    const world = await started();
    world.faults.push(planned);
    world.cluster.add({});
    await world.quiet();
    await world.pass(200_000);
    expect(isRecorded(world)).toBe(true);
    for (const [call, count] of Object.entries(expected))
      expect([call, world.times(call)]).toEqual([call, count]);
    await world.stop();
  });

  it('ends with one recorded ticket when the answer to the record is lost', async () => {
    const world = await started();
    await world.rounds(
      () => world.cluster.add({}),
      () =>
        world.board.tickets.size > 0 &&
        world.faults.push(fault('pluginData.compareAndSwap', 'outcome-unknown', true)) > 0,
    );
    await world.pass(10_000);
    expect(isRecorded(world)).toBe(true);
    expect(world.times('tracker.create')).toBe(1);
    await world.stop();
  });

  it('says in the record that the outcome of a create is unknown, and waits before it searches', async () => {
    const world = await started();
    world.faults.push(fault('tracker.create', 'outcome-unknown'));
    const { id } = world.cluster.add({});
    await world.quiet();
    await world.pass(10_000);
    expect(world.cluster.records.get(id)).toMatchObject({ claim_phase: 'unknown', claim_epoch: '1' });
    await world.pass(149_000);
    expect(world.times('tracker.find')).toBe(0);
    await world.pass(15_000);
    expect([world.times('tracker.find'), world.times('tracker.create')]).toEqual([1, 2]);
    expect(world.cluster.records.get(id)).toMatchObject({ claim_phase: 'open', claim_epoch: '2' });
    await world.stop();
  });

  it('goes on with a long search every second, under one name, and opens nothing before it is complete', async () => {
    const world = await started();
    world.faults.push(fault('tracker.create', 'outcome-unknown'));
    for (let look = 0; look < 12; look += 1) world.faults.push(fault('tracker.find', 'unfinished'));
    world.cluster.add({});
    await world.quiet();
    await world.pass(165_000);
    expect([world.times('tracker.find') > 2, world.times('tracker.create')]).toEqual([true, 1]);
    await world.pass(10_000);
    expect([world.times('tracker.find'), world.times('tracker.create')]).toEqual([13, 2]);
    await world.stop();
  });

  it('is not what takes other requests down when the cause is a fault of the program', async () => {
    const world = await started();
    const bug = new TypeError('undefined is not a function') as AccessPluginError;
    world.faults.push({ call: 'tracker.create', error: bug, after: false });
    const faulty = world.cluster.add({});
    const sound = world.cluster.add({});
    await world.quiet();
    expect(world.cluster.records.get(sound.id)?.['issue_id']).toBeTruthy();
    expect(world.observer.of('step-failed')[0]).toMatchObject({ requestId: faulty.id, code: 'unexpected' });
    await world.pass(200_000);
    expect(world.cluster.records.get(faulty.id)?.['issue_id']).toBeTruthy();
    await world.stop();
  });

  it('looks again and renews its claim when the create waited too long to be sent, and sends one', async () => {
    const world = await started();
    const trips = await world.rounds(
      () => world.cluster.add({}),
      () => {
        if (world.times('tracker.create') === 1 && world.clock.monotonic() === 0) world.clock.advance(10_001);
        return false;
      },
    );
    expect(trips.slice(0, 5)).toEqual([
      ['pluginData.compareAndSwap'],
      ['tracker.create'],
      ['pluginData.read', 'requests.get'],
      ['pluginData.compareAndSwap'],
      ['tracker.create'],
    ]);
    expect(isRecorded(world)).toBe(true);
    expect(world.onlyTicket().origin?.epoch).toBe(2);
    await world.stop();
  });

  it('leaves a request alone that is gone before it could be claimed', async () => {
    const world = await started();
    world.faults.push(fault('pluginData.compareAndSwap', 'not-found'));
    const { id } = world.cluster.add({});
    world.cluster.remove(id);
    await world.quiet();
    await world.pass(10_000);
    expect(world.board.tickets.size).toBe(0);
    expect(world.plugin.status).toMatchObject({ live: 0, queued: 0 });
    await world.stop();
  });

  it('is done by one of two replicas that hear of it at the same time', async () => {
    const world = await started();
    const other = await world.start('p2');
    world.cluster.add({});
    await world.quiet();
    await world.pass(1_000);
    expect(world.times('tracker.create')).toBe(1);
    expect(isRecorded(world)).toBe(true);
    await world.stop();
    await other.stop();
  });

  it('is finished by another replica when the one that claimed it died', async () => {
    const world = createWorld({ sweep: false });
    const first = await world.start('p1');
    await world.rounds(
      () => world.cluster.add({}),
      () => {
        if (world.cluster.records.size === 0) return false;
        void first.stop();
        world.faults.push(fault('tracker.create', 'aborted'));
        return true;
      },
    );
    expect(world.board.tickets.size).toBe(0);
    const second = await world.start('p2');
    second.plugin.lookAtRequest([...world.cluster.requests.keys()][0]!);
    await world.quiet();
    await world.pass(150_000);
    expect(world.board.tickets.size).toBe(0);
    await world.pass(20_000);
    expect(world.onlyTicket().origin?.epoch).toBe(2);
    await second.stop();
  });
});

describe('a write to the ticket whose answer is lost', () => {
  it.each([
    ['tracker.addNote', 'approved'],
    ['tracker.addNote', 'denied'],
    ['tracker.move', 'denied'],
  ] as const)('%s is looked for before it is done again', async (call, to) => {
    const world = await opened();
    world.faults.push(fault(call, 'outcome-unknown', true));
    world.cluster.setState(world.requestId, to, 'no');
    await world.quiet();
    await world.pass(30_000);
    expect(world.times(call)).toBe(1);
    expect(world.onlyTicket()).toMatchObject({ status: to, notes: [{ key: `resolution:${to}` }] });
    expect(world.cluster.records.get(world.requestId)).toMatchObject({ resolution: to });
    await world.stop();
  });

  it('a note that never arrived is written again', async () => {
    const world = await opened();
    world.faults.push(fault('tracker.addNote', 'outcome-unknown'));
    world.cluster.setState(world.requestId, 'denied', 'no');
    await world.quiet();
    await world.pass(30_000);
    expect(world.times('tracker.addNote')).toBe(2);
    expect(world.onlyTicket().notes).toHaveLength(1);
    await world.stop();
  });
});

describe('a decision that does not get through', () => {
  const moved = async (planned: readonly Fault[]) => {
    const world = await opened();
    world.faults.push(...planned);
    world.board.move(world.ticketId, { by: ann, to: 'approved' });
    world.plugin.lookAtTicket(world.ticketId);
    await world.quiet();
    return world;
  };

  it('is not sent again when it took effect and only the answer was lost', async () => {
    const world = await moved([fault('requests.resolve', 'outcome-unknown', true)]);
    await world.pass(30_000);
    expect(world.times('requests.resolve')).toBe(1);
    expect(world.cluster.requests.get(world.requestId)?.state).toBe('approved');
    expect(world.onlyTicket().notes.map(({ key }) => key)).toEqual(['resolution:approved']);
    await world.stop();
  });

  it('is tried again after fresh reads of both sides', async () => {
    const world = await moved([fault('requests.resolve', 'unavailable')]);
    await world.pass(30_000);
    expect(world.calls.slice(0, 8)).toEqual([
      ...['requests.get', 'pluginData.read', 'tracker.read', 'requests.resolve'],
      ...['requests.get', 'pluginData.read', 'tracker.read', 'requests.resolve'],
    ]);
    expect(world.cluster.requests.get(world.requestId)?.state).toBe('approved');
    await world.stop();
  });

  it('is not tried before the time that the other side named', async () => {
    const error = new AccessPluginError('rate-limited', 'slow down', 20_000);
    const world = await moved([{ call: 'requests.resolve', error }]);
    await world.pass(20_000);
    expect(world.times('requests.resolve')).toBe(1);
    await world.pass(2_000);
    expect(world.times('requests.resolve')).toBe(2);
    await world.stop();
  });

  it('is told once on the ticket when it fails for longer than an interval, and goes on being tried', async () => {
    const world = await moved(Array.from({ length: 12 }, () => fault('requests.resolve', 'unavailable')));
    await world.pass(100_000);
    expect(world.onlyTicket().notes.map(({ key }) => key)).toEqual([
      `waiting:${world.onlyTicket().statusChanges[0]!.id}`,
    ]);
    await world.pass(3_600_000);
    expect(world.cluster.requests.get(world.requestId)?.state).toBe('approved');
    expect(world.onlyTicket().notes.filter(({ key }) => key?.startsWith('waiting'))).toHaveLength(1);
    await world.stop();
  });

  it('is answered with a note when it is refused for good, and the card goes back', async () => {
    const world = await moved([fault('requests.resolve', 'refused')]);
    await world.pass(5_000);
    expect(world.times('requests.resolve')).toBe(1);
    const change = world.onlyTicket().statusChanges[0]!.id;
    expect(world.onlyTicket()).toMatchObject({ status: 'pending', notes: [{ key: `answer:${change}` }] });
    expect(world.onlyTicket().statusChanges[1]?.mark).toMatchObject({ answers: change });
    expect(world.observer.of('no-decision')).toMatchObject([{ why: 'refused-by-server' }]);
    await world.stop();
  });
});

it('reports every failure with the time of the next try', async () => {
  const world = await started();
  world.faults.push(fault('pluginData.compareAndSwap', 'unavailable'));
  world.cluster.add({});
  await world.quiet();
  expect(world.observer.of('step-failed')).toEqual([
    {
      kind: 'step-failed',
      requestId: 'request-1',
      step: 'claim',
      code: 'unavailable',
      error: 'it went wrong',
      retryInMs: 750,
    },
  ]);
  await world.stop();
});
