/** Virtual time: nothing happens but what was put on the schedule, in order of time, then of putting. */
export interface Scheduler {
  /** Milliseconds since the schedule began. */
  readonly now: number;
  at(time: number, run: () => void): void;
  /** Says that code outside the schedule was given something to go on with. */
  touch(): void;
  /** Runs everything up to `time`, letting the code that was touched come to rest after each event. */
  runUntil(time: number): Promise<void>;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const turn = Promise.resolve();

/** Turns of the microtask queue after which code that called nothing is taken to be at rest. */
const restingHops = 20;

/** An empty schedule at time zero. */
export function createScheduler(hops = restingHops): Scheduler {
  const heap: Event[] = [];
  let now = 0;
  let order = 0;
  let touches = 0;

  const comeToRest = async (): Promise<void> => {
    for (;;) {
      const before = touches;
      for (let hop = 0; hop < hops; hop += 1) await turn;
      if (touches === before) return;
    }
  };

  return {
    get now() {
      return now;
    },
    at: (time, run) => {
      order += 1;
      push(heap, { at: Math.max(time, now), order, run });
    },
    touch: () => {
      touches += 1;
    },
    runUntil: async (time) => {
      await comeToRest();
      for (;;) {
        const next = heap[0];
        if (next === undefined || next.at > time) break;
        pop(heap);
        now = next.at;
        const before = touches;
        next.run();
        if (touches !== before) await comeToRest();
      }
      now = time;
    },
  };
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Event[], event: Event): void {
  let index = heap.length;
  heap.push(event);
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || isBefore(parent, event)) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = event;
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = heap[2 * index + 1];
    const right = heap[2 * index + 2];
    const smaller = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
    if (smaller === undefined || isBefore(last, smaller)) break;
    heap[index] = smaller;
    index = smaller === right ? 2 * index + 2 : 2 * index + 1;
  }
  heap[index] = last;
}
