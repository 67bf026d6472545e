import { asAccessPluginError, type AccessPluginErrorCode } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Tracker } from '../ports/tracker.ts';

/** What the tracker's last answers say of it. */
export type TrackerHealth =
  /** Not asked yet. */
  | { readonly state: 'unknown' }
  | { readonly state: 'reachable' }
  | {
      /** `refusing`: it answers, and turns the plugin's own account away. */
      readonly state: 'unreachable' | 'refusing';
      /** For how long, in milliseconds. */
      readonly forMs: number;
      readonly error: string;
    };

/** What a failed call says of the tracker as a whole; `nothing`: the failure is not the tracker's. */
const told: Readonly<Record<AccessPluginErrorCode, 'reachable' | 'unreachable' | 'refusing' | 'nothing'>> = {
  unavailable: 'unreachable',
  'outcome-unknown': 'unreachable',
  unauthorized: 'refusing',
  'not-permitted': 'refusing',
  'rate-limited': 'reachable',
  refused: 'reachable',
  'not-found': 'reachable',
  'already-exists': 'reachable',
  conflict: 'reachable',
  unfinished: 'reachable',
  'window-passed': 'nothing',
  aborted: 'nothing',
  misuse: 'nothing',
  unexpected: 'nothing',
};

/** How one call of the tracker ended. */
export interface TrackerAnswer {
  readonly call: 'create' | 'read' | 'write';
  /** `unreachable`: no answer, or a failure of the tracker itself. `failed`: anything else that was not what was asked for. */
  readonly ended: 'done' | 'unreachable' | 'failed';
  /** When the call began, on the monotonic clock. */
  readonly startedAt: number;
}

type CallOf = Pick<TrackerAnswer, 'call' | 'startedAt'>;

interface Trouble {
  readonly state: 'unreachable' | 'refusing';
  readonly since: number;
  readonly error: string;
}

/** A tracker whose answers are watched. */
export class WatchedTracker {
  readonly #clock: Clock;
  readonly #hear: (answer: TrackerAnswer) => void;
  #trouble: Trouble | undefined;
  #asked = false;

  /** `hear` is told how each call ended, before its caller is. */
  constructor(clock: Clock, hear: (answer: TrackerAnswer) => void) {
    this.#clock = clock;
    this.#hear = hear;
  }

  get health(): TrackerHealth {
    const trouble = this.#trouble;
    if (trouble === undefined) return { state: this.#asked ? 'reachable' : 'unknown' };
    const { state, error, since } = trouble;
    return { state, error, forMs: this.#clock.monotonic() - since };
  }

  /** The same tracker, seen by this watcher. */
  watch(tracker: Tracker): Tracker {
    return {
      name: tracker.name,
      selfId: tracker.selfId,
      faults: () => tracker.faults?.() ?? [],
      create: (...given) => this.#seen('create', () => tracker.create(...given)),
      find: (...given) => this.#seen('read', () => tracker.find(...given)),
      list: (...given) => this.#seenPages(tracker.list(...given)),
      read: (...given) => this.#seen('read', () => tracker.read(...given)),
      addNote: (...given) => this.#seen('write', () => tracker.addNote(...given)),
      deleteNote: (...given) => this.#seen('write', () => tracker.deleteNote(...given)),
      move: (...given) => this.#seen('write', () => tracker.move(...given)),
    };
  }

  async #seen<T>(call: TrackerAnswer['call'], ask: () => Promise<T>): Promise<T> {
    const of = { call, startedAt: this.#clock.monotonic() };
    try {
      const answer = await ask();
      this.#done(of);
      return answer;
    } catch (thrown) {
      this.#failed(of, thrown);
      throw thrown;
    }
  }

  async *#seenPages<T>(pages: AsyncIterable<T>): AsyncIterable<T> {
    let startedAt = this.#clock.monotonic();
    let isAnswered = false;
    try {
      for await (const page of pages) {
        isAnswered = true;
        this.#done({ call: 'read', startedAt });
        yield page;
        startedAt = this.#clock.monotonic();
      }
      if (!isAnswered) this.#done({ call: 'read', startedAt });
    } catch (thrown) {
      this.#failed({ call: 'read', startedAt }, thrown);
      throw thrown;
    }
  }

  #done(of: CallOf): void {
    this.#learn('reachable', '');
    this.#hear({ ...of, ended: 'done' });
  }

  #failed(of: CallOf, thrown: unknown): void {
    const { code, message } = asAccessPluginError(thrown);
    const state = told[code];
    if (state !== 'nothing') this.#learn(state, message);
    this.#hear({ ...of, ended: state === 'unreachable' ? 'unreachable' : 'failed' });
  }

  #learn(state: 'reachable' | 'unreachable' | 'refusing', error: string): void {
    this.#asked = true;
    const since = this.#trouble?.state === state ? this.#trouble.since : this.#clock.monotonic();
    this.#trouble = state === 'reachable' ? undefined : { state, since, error };
  }
}
