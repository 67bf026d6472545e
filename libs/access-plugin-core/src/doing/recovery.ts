import type { AccessPluginError } from '../errors.ts';
import type { Deed } from '../knowing/fact.ts';
import { isWaitingNote } from '../knowing/after-failure.ts';
import { graceMs } from '../knowing/lacking-right.ts';
import type { Memory } from '../knowing/memory.ts';
import { backoffMs } from '../backoff.ts';

/** What to do after a step that failed: go on at once with what is known now, or come back later. */
export type Recovery = { readonly kind: 'go-on' } | { readonly kind: 'later'; readonly inMs: number };

/** What a recovery rests on; `memory` is what is known after the failure. */
export interface Setback {
  readonly memory: Memory;
  readonly step: Deed;
  readonly error: AccessPluginError;
  /** In [0, 1). */
  readonly random: number;
  readonly maxMs: number;
  /** How long a missing right may take to come, in milliseconds. */
  readonly intervalMs: number;
}

const goOn: Recovery = { kind: 'go-on' };
/** How soon a search that a deadline cut short goes on: others have their turn in between. */
const goesOnInMs = 1_000;
/** After so many conflicts in a row, somebody else is at work, and a pause comes first. */
const conflictsAtOnce = 3;

/** Turns the failure of a step into when to try again. Pure. */
export function recoveryFrom(setback: Setback): Recovery {
  const { memory, step, error } = setback;
  switch (step.kind) {
    case 'swap':
      return error.code === 'conflict' && memory.failures <= conflictsAtOnce ? goOn : later(setback);
    case 'create':
      return error.code === 'window-passed' ? goOn : later(setback);
    case 'note':
      return isWaitingNote(memory, step) ? goOn : later(setback);
    case 'resolve':
    case 'review':
      return memory.refusal?.change === step.answers ? goOn : undecided(setback);
    case 'look':
      return error.code === 'unfinished' ? { kind: 'later', inMs: goesOnInMs } : later(setback);
    case 'delete-note':
    case 'move':
      return later(setback);
    case 'identify':
      return undecided(setback);
  }
}

/** A missing right is asked for once more after an interval; told the same then, the change is answered at once. */
function undecided(setback: Setback): Recovery {
  const { lacking } = setback.memory;
  if (setback.error.code !== 'not-permitted' || lacking === undefined) return later(setback);
  const inMs = graceMs(lacking, setback.intervalMs);
  return inMs === 0 ? goOn : { kind: 'later', inMs };
}

function later({ memory, error, random, maxMs }: Setback): Recovery {
  const { failures } = memory;
  return { kind: 'later', inMs: backoffMs({ failures, random, maxMs, retryAfterMs: error.retryAfterMs }) };
}

/** A step's name in reports. */
export function nameOf(step: Deed): string {
  switch (step.kind) {
    case 'swap':
      return step.purpose;
    case 'look':
      return `look at ${step.at}`;
    default:
      return step.kind;
  }
}
