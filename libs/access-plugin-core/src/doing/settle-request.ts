import type { decide } from '../deciding/decide.ts';
import { isEnded } from '../deciding/resolved.ts';
import type { Step } from '../deciding/step.ts';
import type { Hint } from '../hearing/hint.ts';
import type { Again } from '../hearing/task-queue.ts';
import type { Deed } from '../knowing/fact.ts';
import { needsLook } from '../knowing/first-look.ts';
import { attempt } from './attempt.ts';
import { reportRest } from './report.ts';
import { learn, memoryAt, observationAt, type GatedContext } from './request-context.ts';

/** One request's task: what it works with. */
export interface Settling extends GatedContext {
  readonly decide: typeof decide;
  /** True once the plugin is to stop: the step in hand is finished, and no further one begun but to record a ticket just made. */
  readonly stopping: () => boolean;
  readonly signal: AbortSignal;
}

/** How a task ended. `forget`: nothing of this request needs to be remembered any more. */
export interface Settled {
  readonly again: Again;
  readonly forget: boolean;
}

/** A task that has not come to rest after this many steps makes room for others and comes back. */
const maxSteps = 50;

/** Looks, decides and acts until nothing is missing or there is something to wait for. */
export async function settleRequest(settling: Settling, hint: Hint): Promise<Settled> {
  hear(settling, hint);
  for (let steps = 0; steps < maxSteps; steps += 1) {
    if (mayStop(settling)) return { again: undefined, forget: false };
    const mustLook = steps === 0 && (hint.fresh || hint.deleted === true);
    const step = firstLook(settling, mustLook) ?? settling.decide(observationAt(settling));
    if (step.kind === 'rest' || step.kind === 'wait' || step.kind === 'hold') return rest(settling, step);
    if (isHeldUp(settling, step)) return rest(settling, atTheGate(settling));
    const retryInMs = await attempt(settling, step);
    if (retryInMs !== undefined) return { again: { inMs: retryInMs, strict: true }, forget: false };
  }
  settling.ports.observer.report({ kind: 'unsettled', requestId: settling.requestId, steps: maxSteps });
  return { again: { inMs: settling.settings.intervalMs, strict: true }, forget: false };
}

/** True for a claim, an epoch or a create that has to wait until the tracker answers again. */
function isHeldUp({ gate, requestId }: Settling, step: Deed): boolean {
  const opens = step.kind === 'create' || (step.kind === 'swap' && step.set.claimPhase === 'creating');
  return opens && !gate.admits(requestId);
}

/** The gate wakes the request; the interval is only a net. As after any rest, earlier failures count no more. */
function atTheGate({ settings }: Settling): Quiet {
  return {
    kind: 'wait',
    ms: settings.intervalMs,
    why: 'no ticket is created while the tracker does not answer',
  };
}

/** A ticket that was just created is recorded first: the next process would have to wait and search for it. */
function mayStop(settling: Settling): boolean {
  return settling.stopping() && memoryAt(settling).created === undefined;
}

/** Takes from a hint what may serve as an observation. */
function hear(settling: Settling, { tickets, deleted, put, toldAt }: Hint): void {
  if (tickets !== undefined) learn(settling, { kind: 'named', ticketIds: tickets });
  if (deleted === true) learn(settling, { kind: 'deleted' });
  if (put === undefined) return;
  const at = toldAt ?? settling.ports.clock.monotonic();
  learn(settling, { kind: 'told', request: put, at });
}

/** The look without which nothing can be decided. */
function firstLook(settling: Settling, mustLook: boolean): Deed | undefined {
  const { ports, settings } = settling;
  const isNeeded = mustLook || needsLook(memoryAt(settling), ports.clock.monotonic(), settings);
  return isNeeded ? { kind: 'look', at: 'everything' } : undefined;
}

type Quiet = Extract<Step, { kind: 'rest' | 'wait' | 'hold' }>;

function rest(settling: Settling, step: Quiet): Settled {
  const at = settling.ports.clock.monotonic();
  reportRest(settling, step);
  const ticketDeleted = step.kind === 'rest' && step.why === 'ticket-deleted';
  const due = step.kind === 'hold' ? { due: step.due } : {};
  learn(settling, { kind: 'rested', ...due, ticketDeleted, at });
  if (step.kind !== 'rest') return { again: { inMs: step.ms, strict: false }, forget: false };
  const forget = step.why === 'another-instance' || isEnded(observationAt(settling));
  return { again: undefined, forget };
}
