import { waitingKey } from '../domain/note-key.ts';
import type { StatusMeaning } from '../domain/ticket.ts';
import type { AccessPluginError } from '../errors.ts';
import { backoffMs } from './backoff.ts';
import type { Deed } from './execute.ts';
import type { View } from './observe.ts';

/** What to do after a step that threw: go on at once with what is known now, or come back later. */
export type Recovery = { readonly kind: 'go-on' } | { readonly kind: 'later'; readonly inMs: number };

const goOn: Recovery = { kind: 'go-on' };
/** How soon a search that a deadline cut short goes on. */
const goesOnInMs = 1_000;

/** Turns the failure of a step into what is remembered of it and when to try again. */
export function recover(view: View, step: Deed, error: AccessPluginError): Recovery {
  const { memory } = view;
  memory.failures += 1;
  switch (step.kind) {
    case 'swap':
      // Somebody else wrote first, or the answer was lost: read again and compare owner and epoch.
      memory.record = undefined;
      if (error.code === 'not-found') memory.request = undefined;
      return error.code === 'conflict' && memory.failures <= 3 ? goOn : later(view, step, error);
    case 'create':
      if (error.code === 'window-passed') return goOn;
      if (error.outcome === 'unknown') memory.spentEpoch = step.origin.epoch;
      return later(view, step, error);
    case 'note':
    case 'delete-note':
    case 'move':
      return unwritten(view, step, error);
    case 'resolve':
    case 'review':
      return undecided(view, step, error);
    case 'identify':
      stuckAt(view, step.change, error);
      return later(view, step, error);
    case 'look':
      return error.code === 'unfinished' ? goesOn(view, step, error) : later(view, step, error);
  }
}

/** Nothing is known of the ticket but that it is looked at before the same is done again. */
function unwritten(
  view: View,
  step: Extract<Deed, { ticketId: string }>,
  error: AccessPluginError,
): Recovery {
  const { memory } = view;
  const status = statusOf(view, step.ticketId);
  memory.ticket = undefined;
  memory.others = memory.others.filter((other) => other.id !== step.ticketId);
  if (step.kind === 'move' && error.code === 'refused' && status !== undefined) {
    memory.closedWays.push({
      ticketId: step.ticketId,
      from: status,
      to: step.move.to,
      at: view.ports.clock.monotonic(),
    });
  }
  // A note that says why a decision waits must not keep the decision waiting.
  if (
    step.kind === 'note' &&
    memory.stuck !== undefined &&
    step.note.key === waitingKey(memory.stuck.change)
  ) {
    memory.stuck = { ...memory.stuck, since: view.ports.clock.monotonic() };
    return goOn;
  }
  return later(view, step, error);
}

function statusOf({ memory }: View, ticketId: string): StatusMeaning | undefined {
  const recorded = memory.ticket?.value;
  const known = [...memory.others, ...(recorded === undefined || recorded === 'gone' ? [] : [recorded])];
  return known.find(({ id }) => id === ticketId)?.status;
}

type Decision = Extract<Deed, { kind: 'resolve' | 'review' }>;

/** A final refusal is told on the ticket; everything else is tried again after a fresh look at both sides. */
function undecided(view: View, step: Decision, error: AccessPluginError): Recovery {
  const { memory } = view;
  forgetRequest(view);
  if (error.code === 'refused' || error.code === 'already-exists') {
    memory.refusal = { change: step.answers, message: error.message };
    return goOn;
  }
  stuckAt(view, step.answers, error);
  return later(view, step, error);
}

/** What is known of the request is no longer good enough to decide on. */
function forgetRequest({ memory }: View): void {
  if (memory.request !== undefined) memory.request = { value: memory.request.value, startedAt: undefined };
}

function stuckAt({ memory, ports }: View, change: number, { message }: AccessPluginError): void {
  const since = memory.stuck?.change === change ? memory.stuck.since : ports.clock.monotonic();
  memory.stuck = { change, since, message };
}

function later({ memory, ports, settings, requestId }: View, step: Deed, error: AccessPluginError): Recovery {
  const inMs = backoffMs({
    failures: memory.failures,
    random: ports.random.next(),
    maxMs: settings.maxBackoffMs,
    retryAfterMs: error.retryAfterMs,
  });
  const { code, message } = error;
  ports.observer.report({
    kind: 'step-failed',
    requestId,
    step: nameOf(step),
    code,
    error: message,
    retryInMs: inMs,
  });
  return { kind: 'later', inMs };
}

/** A long search is no failure: it goes on soon, and others have their turn in between. */
function goesOn(
  { memory, ports, requestId }: View,
  step: Deed,
  { code, message }: AccessPluginError,
): Recovery {
  memory.failures -= 1;
  const at = { requestId, step: nameOf(step), code };
  ports.observer.report({ kind: 'step-failed', ...at, error: message, retryInMs: goesOnInMs });
  return { kind: 'later', inMs: goesOnInMs };
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
