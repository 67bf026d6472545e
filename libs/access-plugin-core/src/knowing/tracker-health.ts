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

interface Trouble {
  readonly state: 'unreachable' | 'refusing';
  readonly since: number;
  readonly error: string;
}

/** A tracker whose answers are watched. */
export class WatchedTracker {
  readonly #clock: Clock;
  #trouble: Trouble | undefined;
  #asked = false;

  constructor(clock: Clock) {
    this.#clock = clock;
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
      create: (...given) => this.#seen(tracker.create(...given)),
      find: (...given) => this.#seen(tracker.find(...given)),
      list: (...given) => this.#seenPages(tracker.list(...given)),
      read: (...given) => this.#seen(tracker.read(...given)),
      addNote: (...given) => this.#seen(tracker.addNote(...given)),
      deleteNote: (...given) => this.#seen(tracker.deleteNote(...given)),
      move: (...given) => this.#seen(tracker.move(...given)),
    };
  }

  async #seen<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      this.#learn('reachable', '');
      return answer;
    } catch (thrown) {
      this.#failed(thrown);
      throw thrown;
    }
  }

  async *#seenPages<T>(pages: AsyncIterable<T>): AsyncIterable<T> {
    try {
      for await (const page of pages) {
        this.#learn('reachable', '');
        yield page;
      }
    } catch (thrown) {
      this.#failed(thrown);
      throw thrown;
    }
  }

  #failed(thrown: unknown): void {
    const { code, message } = asAccessPluginError(thrown);
    const state = told[code];
    if (state !== 'nothing') this.#learn(state, message);
  }

  #learn(state: 'reachable' | 'unreachable' | 'refusing', error: string): void {
    this.#asked = true;
    const since = this.#trouble?.state === state ? this.#trouble.since : this.#clock.monotonic();
    this.#trouble = state === 'reachable' ? undefined : { state, since, error };
  }
}
