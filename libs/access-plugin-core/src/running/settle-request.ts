import { extraKey } from '../domain/note-key.ts';
import { asAccessPluginError } from '../errors.ts';
import type { decide } from '../lifecycle/decide.ts';
import { isEnded } from '../lifecycle/resolved.ts';
import type { Step } from '../lifecycle/step.ts';
import type { Call } from '../ports/call.ts';
import { execute, type Deed } from './execute.ts';
import type { Hint } from './hint.ts';
import { lookAtTicket } from './look.ts';
import { observationOf, type View } from './observe.ts';
import { nameOf, recover } from './recover.ts';
import type { Again } from './task-queue.ts';

/** One request's task: what it works with. */
export interface Settling extends View {
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
/** What was read longer ago is read again before anything is written; longer than a look with slow answers may take. */
const outOfDateMs = 40_000;

/** Looks, decides and acts until nothing is missing or there is something to wait for. */
export async function settleRequest(settling: Settling, hint: Hint): Promise<Settled> {
  absorb(settling, hint);
  for (let steps = 0; steps < maxSteps; steps += 1) {
    if (mayStop(settling)) return { again: undefined, forget: false };
    const step =
      unknown(settling, steps === 0 && (hint.fresh || hint.deleted === true)) ??
      settling.decide(observationOf(settling));
    if (step.kind === 'rest' || step.kind === 'wait' || step.kind === 'hold') return atRest(settling, step);
    const retryInMs = await attempt(settling, step);
    if (retryInMs !== undefined) return { again: { inMs: retryInMs, strict: true }, forget: false };
  }
  settling.ports.observer.report({ kind: 'unsettled', requestId: settling.requestId, steps: maxSteps });
  return { again: { inMs: settling.settings.intervalMs, strict: true }, forget: false };
}

/** A ticket that was just created is recorded first: the next process would have to wait and search for it. */
function mayStop({ stopping, memory }: Settling): boolean {
  return stopping() && memory.created === undefined;
}

/** Takes from a hint what may serve as an observation. */
function absorb({ memory }: Settling, hint: Hint): void {
  const recorded = memory.record?.value.ticketId ?? '';
  for (const id of hint.tickets ?? []) if (id !== recorded) memory.candidates.add(id);
  if (hint.deleted === true) memory.deletedSeen = true;
  const known = memory.request?.value;
  const outdated = known !== undefined && known.state !== 'pending' && hint.put?.state === 'pending';
  if (hint.put === undefined || outdated) return;
  const told = hint.toldAt === undefined ? {} : { toldAt: hint.toldAt };
  memory.request = { value: hint.put, startedAt: undefined, ...told };
}

/** The look without which nothing can be decided. */
function unknown(settling: Settling, mustLook: boolean): Deed | undefined {
  const { memory } = settling;
  const everything: Deed = { kind: 'look', at: 'everything' };
  if (mustLook || isOutOfDate(settling)) return everything;
  if (memory.record !== undefined) {
    return memory.request === undefined && memory.absent === undefined ? everything : undefined;
  }
  if (memory.request === undefined) return everything;
  // A request that was just made has no record: the claim itself will tell, and saves the read.
  const { state, reviews } = memory.request.value;
  return state === 'pending' && reviews.length === 0 && memory.failures === 0 ? undefined : everything;
}

/** What was known of the request before a standstill, or a long wait for the tracker, may be true no more. */
function isOutOfDate({ memory, ports, settings }: Settling): boolean {
  const { request } = memory;
  const since = request?.startedAt ?? request?.toldAt;
  if (since === undefined) return false;
  const bound = request?.startedAt === undefined ? settings.decisionWindowMs : outOfDateMs;
  return ports.clock.monotonic() - since > bound;
}

/** Carries a step out. Gives the milliseconds to wait before the next try, if it failed in a way that needs time. */
async function attempt(settling: Settling, step: Deed): Promise<number | undefined> {
  const call: Call = { signal: settling.signal, deadlineMs: deadlineOf(settling, step) };
  try {
    // It starts first, because a write forgets the record that says which ticket to read.
    const beside = alongside(settling, step, call);
    await execute(settling, step, call).finally(() => beside);
  } catch (thrown) {
    const recovery = recover(settling, step, asAccessPluginError(thrown));
    return recovery.kind === 'later' ? recovery.inMs : undefined;
  }
  reportDone(settling, step);
  return undefined;
}

/** A decision must be sent within the window of the reads that it rests on, whatever it has to wait for on its way. */
function deadlineOf({ memory, ports, settings }: Settling, step: Deed): number {
  if (step.kind !== 'resolve' && step.kind !== 'review') return settings.callTimeoutMs;
  const starts = [memory.request, memory.record, memory.ticket].map((read) => read?.startedAt ?? 0);
  const leftMs = settings.decisionWindowMs - (ports.clock.monotonic() - Math.min(...starts));
  return Math.max(1, Math.min(settings.callTimeoutMs, leftMs));
}

/** A claim that is taken over to do what is surely due need not wait for the ticket to be read. */
async function alongside(settling: Settling, step: Deed, call: Call): Promise<void> {
  const { record, ticket } = settling.memory;
  const unread = ticket === undefined && (record?.value.ticketId ?? '') !== '';
  if (step.kind !== 'swap' || step.purpose !== 'take-over' || !unread) return;
  // A ticket that could not be read stays unread, and the next step says so.
  await lookAtTicket(settling, call).catch(leaveUnread);
}

function leaveUnread(): void {}

function reportDone({ memory, ports, requestId }: Settling, step: Deed): void {
  if (step.kind === 'look' || step.kind === 'identify') return;
  // A claim renewed for a create that goes on failing is no progress.
  if (step.kind !== 'swap' || (step.purpose !== 'renew' && step.purpose !== 'doubt')) memory.failures = 0;
  const { observer } = ports;
  const ticketId = 'ticketId' in step ? step.ticketId : (memory.record?.value.ticketId ?? '');
  observer.report({ kind: 'step', requestId, step: nameOf(step), ticketId });
  switch (step.kind) {
    case 'resolve':
      memory.stuck = undefined;
      return observer.report({
        kind: 'decided',
        requestId,
        ticketId,
        to: step.change.to,
        by: step.change.delegator,
        ownAccount: step.ownAccount,
      });
    case 'review': {
      memory.stuck = undefined;
      const by = step.review.author ?? ports.requests.self;
      return observer.report({
        kind: 'decided',
        requestId,
        ticketId,
        to: step.review.to,
        by,
        ownAccount: false,
      });
    }
    case 'note':
      if (step.note.key === extraKey) observer.report({ kind: 'extra-ticket', requestId, ticketId });
      if (step.refusal !== undefined)
        observer.report({ kind: 'no-decision', requestId, ticketId, why: step.refusal });
      return;
    default:
      return;
  }
}

type Quiet = Extract<Step, { kind: 'rest' | 'wait' | 'hold' }>;

function atRest(settling: Settling, step: Quiet): Settled {
  const { memory, ports } = settling;
  memory.failures = 0;
  if (step.kind !== 'hold') memory.due = undefined;
  switch (step.kind) {
    case 'wait':
      return { again: { inMs: step.ms, strict: false }, forget: false };
    case 'hold':
      if (memory.due?.key !== step.due) memory.due = { key: step.due, since: ports.clock.monotonic() };
      return { again: { inMs: step.ms, strict: false }, forget: false };
    case 'rest':
      reportRest(settling, step.why);
      return {
        again: undefined,
        forget: step.why === 'another-instance' || isEnded(observationOf(settling)),
      };
  }
}

function reportRest(
  { memory, ports, requestId }: Settling,
  why: Extract<Step, { kind: 'rest' }>['why'],
): void {
  const ticketId = memory.record?.value.ticketId ?? '';
  if (why === 'ticket-deleted' && !memory.reportedDeleted) {
    memory.reportedDeleted = true;
    ports.observer.report({ kind: 'ticket-deleted', requestId, ticketId });
  }
  if (why === 'unrecorded-ticket') {
    for (const other of memory.others)
      ports.observer.report({ kind: 'unrecorded-ticket', ticketId: other.id });
  }
}
