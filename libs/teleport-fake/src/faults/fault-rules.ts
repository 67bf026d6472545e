import { setTimeout as sleep } from 'node:timers/promises';
import { TeleportFakeError } from '../errors.ts';
import type { FaultRule } from './fault-rule.ts';

/** A rule as it stands: how often it was met, and whether its held calls were let go. */
export interface FaultStatus {
  readonly id: string;
  readonly rule: FaultRule;
  readonly hits: number;
  /** Calls it holds open now. */
  readonly holding: number;
  readonly released: boolean;
}

/** What a call must do after meeting the rules. */
export type FaultVerdict =
  | { readonly go: 'on' }
  | { readonly go: 'drop' }
  | { readonly go: 'fail'; readonly code: number; readonly message: string };

/** The moment of a call that rules are checked against. */
export interface FaultPoint {
  readonly method: string;
  readonly resource: string;
  readonly when: 'before' | 'after';
}

/** The list of fault rules; the first live rule that matches a call applies to it. */
export interface FaultRules {
  /** Adds a rule and gives its id. */
  add(rule: FaultRule): string;
  list(): readonly FaultStatus[];
  /** Lets held calls go on and stops the rule from applying again; it stays in the list. Unknown id: not-found. */
  release(id: string): void;
  /** Releases and forgets a rule. Unknown id: not-found. */
  remove(id: string): void;
  /** Removes every rule. */
  clear(): void;
  /** Resolves when the rule was met `times` times (default once); rejects when the signal aborts. */
  reached(id: string, wait: { signal: AbortSignal; times?: number }): Promise<void>;
  /** Called by the server: waits as the rules say and tells how the call goes on. */
  meet(point: FaultPoint): Promise<FaultVerdict>;
}

interface LiveRule {
  readonly id: string;
  readonly rule: FaultRule;
  hits: number;
  holding: number;
  released: boolean;
  readonly waiters: Set<() => void>;
}

/** An empty list. */
export function createFaultRules(): FaultRules {
  const rules = new Map<string, LiveRule>();
  let nextId = 1;
  return {
    add: (rule) => {
      const id = String(nextId++);
      rules.set(id, { id, rule, hits: 0, holding: 0, released: false, waiters: new Set() });
      return id;
    },
    list: () => [...rules.values()].map(status),
    release: (id) => release(find(rules, id)),
    remove: (id) => {
      release(find(rules, id));
      rules.delete(id);
    },
    clear: () => {
      for (const rule of rules.values()) release(rule);
      rules.clear();
    },
    reached: async (id, wait) => {
      const rule = find(rules, id);
      await until(rule, wait.signal, () => rule.hits >= (wait.times ?? 1));
    },
    meet: async (point) => {
      const rule = [...rules.values()].find((candidate) => applies(candidate, point));
      return rule === undefined ? { go: 'on' } : apply(rule);
    },
  };
}

function status(rule: LiveRule): FaultStatus {
  return {
    id: rule.id,
    rule: rule.rule,
    hits: rule.hits,
    holding: rule.holding,
    released: rule.released,
  };
}

function find(rules: ReadonlyMap<string, LiveRule>, id: string): LiveRule {
  const rule = rules.get(id);
  if (rule !== undefined) return rule;
  throw new TeleportFakeError('not-found', `there is no fault rule "${id}"`);
}

function applies(live: LiveRule, point: FaultPoint): boolean {
  const { match, when, times } = live.rule;
  if (live.released || when !== point.when || (times !== undefined && live.hits >= times)) return false;
  if (match.method !== '*' && match.method !== point.method) return false;
  return match.resource === undefined || match.resource === point.resource;
}

async function apply(live: LiveRule): Promise<FaultVerdict> {
  const { rule } = live;
  live.hits += 1;
  wake(live);
  switch (rule.action) {
    case 'hold':
      live.holding += 1;
      await until(live, new AbortController().signal, () => live.released);
      live.holding -= 1;
      return { go: 'on' };
    case 'delay':
      await sleep(rule.delayMs ?? 0);
      return { go: 'on' };
    case 'drop':
      return { go: 'drop' };
    case 'error':
      return { go: 'fail', code: rule.code ?? 14, message: rule.message ?? 'fault rule' };
  }
}

function release(live: LiveRule): void {
  live.released = true;
  wake(live);
}

function wake(live: LiveRule): void {
  for (const waiter of [...live.waiters]) waiter();
}

async function until(live: LiveRule, signal: AbortSignal, condition: () => boolean): Promise<void> {
  while (!condition()) {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const done = (): void => {
        live.waiters.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      live.waiters.add(done);
      signal.addEventListener('abort', done);
    });
  }
}
