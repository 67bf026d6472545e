import { AccessPluginError } from '../errors.ts';
import type { Call } from '../ports/call.ts';
import type { Clock } from '../ports/clock.ts';
import type { Tracker } from '../ports/tracker.ts';
import { createWorld, type WorldOptions } from './world.fixture.ts';

/** What goes wrong in an outage. */
export type OutageKind = '503' | 'hang' | '503 on create' | 'no connection';

/** A tracker of one replica, and what an outage did to its creates. */
export interface OutageCount {
  /** Requests whose create has an unknown outcome. */
  readonly doubtful: readonly string[];
  /** Creates that were sent before this replica heard of the outage. */
  readonly sentUnaware: number;
  /** Lists that were answered during the outage. */
  readonly answeredLists: number;
}

/** Trackers that fail while an outage lasts. Every second create takes effect all the same. */
export class Outage {
  readonly counts: OutageCount[] = [];
  readonly #clock: Clock;
  #kind: OutageKind | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(kind: OutageKind): void {
    this.#kind = kind;
  }

  end(): void {
    this.#kind = undefined;
  }

  /** The tracker of one more replica. */
  of(tracker: Tracker): Tracker {
    const doubtful: string[] = [];
    const count = { doubtful, sentUnaware: 0, answeredLists: 0 };
    let isAware = false;
    this.counts.push(count);
    const failing = async (call: Call, writes: boolean): Promise<never> => {
      if (this.#kind === 'hang') await this.#clock.sleep(call.deadlineMs, call.signal);
      isAware = true;
      if (this.#kind === 'no connection')
        throw new AccessPluginError('unavailable', 'No connection was made.');
      throw new AccessPluginError(writes ? 'outcome-unknown' : 'unavailable', 'The tracker answered 503.');
    };
    const isDown = (): boolean => this.#kind !== undefined && this.#kind !== '503 on create';
    const list = async function* (...given: Parameters<Tracker['list']>): ReturnType<Tracker['list']> {
      if (isDown()) await failing(given[1], false);
      count.answeredLists += 1;
      yield* tracker.list(...given);
    };
    return {
      ...{ name: tracker.name, selfId: tracker.selfId, list },
      create: async (draft, call) => {
        if (this.#kind === undefined) return tracker.create(draft, call);
        if (this.#kind === 'no connection') return failing(call, true);
        call.beforeSend();
        if (!isAware) count.sentUnaware += 1;
        doubtful.push(draft.request.id);
        if (doubtful.length % 2 === 0) await tracker.create(draft, call);
        return failing(call, true);
      },
      find: (query, call) => (isDown() ? failing(call, false) : tracker.find(query, call)),
      read: (id, call) => (isDown() ? failing(call, false) : tracker.read(id, call)),
      addNote: (id, note, call) => (isDown() ? failing(call, true) : tracker.addNote(id, note, call)),
      deleteNote: (id, note, call) => (isDown() ? failing(call, true) : tracker.deleteNote(id, note, call)),
      move: (id, move, call) => (isDown() ? failing(call, true) : tracker.move(id, move, call)),
    };
  }
}

/** A world whose replicas all meet the same outages. */
export function createOutageWorld(options: Omit<WorldOptions, 'tracker'> = {}) {
  const around: { outage?: Outage } = {};
  const tracker = (inner: Tracker): Tracker => around.outage?.of(inner) ?? inner;
  const world = createWorld({ ...options, tracker });
  const outage = new Outage(world.clock);
  around.outage = outage;
  return { ...world, outage };
}
