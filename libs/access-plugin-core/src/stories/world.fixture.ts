import type { Account, StatusMeaning } from '../domain/ticket.ts';
import type { AccessPluginError } from '../errors.ts';
import type { Directory } from '../ports/directory.ts';
import type { Ports } from '../ports/ports.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Tracker } from '../ports/tracker.ts';
import {
  createBoard,
  createCluster,
  createInMemoryAccessRequests,
  createInMemoryPluginDataStore,
  createInMemoryTracker,
  createManualClock,
  createRecordingObserver,
} from '../../testing/in-memory/index.ts';
import { createAccessPlugin } from '../access-plugin.ts';
import type { Settings } from '../settings.ts';

/** The plugin's own account. */
export const bot: Account = { id: 'bot', kind: 'human', active: true, displayName: 'Plugin' };
/** A person who may decide. */
export const ann: Account = { id: 'ann', kind: 'human', active: true, displayName: 'Ann' };

/** A call that goes wrong: before it takes effect, or after. */
export interface Fault {
  /** For example `tracker.create`. */
  readonly call: string;
  readonly error: AccessPluginError;
  readonly after?: boolean;
}

/** What a test may choose. */
export interface WorldOptions {
  readonly settings?: Partial<Settings>;
  /** False: sweeps find nothing, so that every call that is seen has another cause. Default: true. */
  readonly sweep?: boolean;
  readonly meanings?: readonly StatusMeaning[];
  readonly directory?: Directory;
  readonly sealer?: Sealer;
  /** Puts something between each replica and its tracker. */
  readonly tracker?: (tracker: Tracker) => Tracker;
}

type Method = (...args: readonly unknown[]) => unknown;

/** Both sides in memory and a clock that stands still. Every call is written down, and can be held up or made to fail. */
export function createWorld(options: WorldOptions = {}) {
  const clock = createManualClock();
  const now = () => clock.wall();
  const cluster = createCluster(now);
  const board = createBoard(now, options.meanings);
  const observer = createRecordingObserver();
  const calls: string[] = [];
  const faults: Fault[] = [];
  const held: { readonly call: string; readonly release: () => void }[] = [];
  const gate = { closed: false };
  const holds = new Map<string, Promise<void>>();

  const takeFault = (call: string): Fault | undefined => {
    const at = faults.findIndex((fault) => fault.call === call);
    return at === -1 ? undefined : faults.splice(at, 1)[0];
  };
  const enter = async (call: string, run: () => unknown): Promise<unknown> => {
    if (gate.closed) await new Promise<void>((release) => held.push({ call, release }));
    const hold = holds.get(call);
    holds.delete(call);
    await hold;
    const fault = takeFault(call);
    if (fault !== undefined && fault.after !== true) throw fault.error;
    const answer = await run();
    if (fault !== undefined) throw fault.error;
    return answer;
  };
  const streams: Record<string, Method> = {
    'requests.listPending': options.sweep === false ? nothing : (run) => (run as () => unknown)(),
    'tracker.list': options.sweep === false ? nothing : (run) => (run as () => unknown)(),
    'requests.watch': (run) => (run as () => unknown)(),
  };
  const counted = <T extends object>(name: string, port: T): T =>
    new Proxy(port, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function') return value;
        const call = `${name}.${String(key)}`;
        return (...args: unknown[]): unknown => {
          calls.push(call);
          const run = () => Reflect.apply(value, target, args) as unknown;
          const stream = streams[call];
          if (stream === undefined) return enter(call, run);
          const fault = takeFault(call);
          return fault === undefined ? stream(run) : failing(fault.error);
        };
      },
    });

  const portsOf = (): Ports => ({
    requests: counted('requests', createInMemoryAccessRequests(cluster, { self: 'access-plugin', now })),
    pluginData: counted('pluginData', createInMemoryPluginDataStore(cluster)),
    tracker: (options.tracker ?? ((tracker) => tracker))(
      counted(
        'tracker',
        createInMemoryTracker(board, { account: bot, instance: 'default', now, trustedCreators: ['old'] }),
      ),
    ),
    clock,
    random: { next: () => 0.5 },
    observer,
    ...(options.directory === undefined ? {} : { directory: counted('directory', options.directory) }),
    ...(options.sealer === undefined ? {} : { sealer: options.sealer }),
  });
  /** Lets everything happen that needs no time and is not held up. */
  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < 300; turn += 1) await Promise.resolve();
  };

  return {
    clock,
    cluster,
    board,
    observer,
    calls,
    faults,
    portsOf,
    quiet,
    /** Starts a replica and waits until it has nothing to do. */
    start: async (owner: string, settings: Partial<Settings> = {}) => {
      const all = { owner, cluster: 'one', ...options.settings, ...settings };
      const plugin = createAccessPlugin(portsOf(), all);
      const stop = new AbortController();
      const ended = plugin.run(stop.signal);
      await quiet();
      return { plugin, stop: () => (stop.abort(), ended) };
    },
    /** Holds the next call of this name up; gives what lets it go. */
    holdNext: (call: string): (() => void) => {
      let release = (): void => undefined;
      holds.set(call, new Promise((resolve) => (release = resolve)));
      return () => release();
    },
    /** Lets time pass in small steps, so that whoever wakes can act before the next one does. */
    pass: async (ms: number, stepMs = 1_000) => {
      for (let passed = 0; passed < ms; passed += stepMs) {
        clock.advance(Math.min(stepMs, ms - passed));
        await quiet();
      }
    },
    /** Holds calls up, and lets them through round by round: each round's calls are under way at the same time. */
    rounds: async (cause: () => unknown, until: () => boolean = () => false): Promise<string[][]> => {
      gate.closed = true;
      const rounds: string[][] = [];
      await cause();
      await quiet();
      while (held.length > 0 && !until()) {
        const round = held.splice(0);
        rounds.push(round.map(({ call }) => call).toSorted());
        for (const { release } of round) release();
        await quiet();
      }
      gate.closed = false;
      for (const { release } of held.splice(0)) release();
      await quiet();
      return rounds;
    },
    /** The one ticket that there is. */
    onlyTicket: () => {
      const [ticket, ...others] = [...board.tickets.values()];
      if (ticket === undefined || others.length > 0) throw new Error(`${board.tickets.size} tickets`);
      return ticket;
    },
  };
}

function failing(error: AccessPluginError): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
}

function nothing(): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }) };
}
