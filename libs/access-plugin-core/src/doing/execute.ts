import { unreachable } from '../domain/unreachable.ts';
import { AccessPluginError } from '../errors.ts';
import type { Deed, Fact } from '../knowing/fact.ts';
import type { CreateStep, IdentifyStep } from '../deciding/step.ts';
import { shownRequest } from '../saying/shown-request.ts';
import type { Call } from '../ports/call.ts';
import { lookAtEverything, lookAtTicket, lookBySearch } from './look.ts';
import { swap } from './swap.ts';
import { memoryAt, type GatedContext, type RequestContext } from './request-context.ts';

/** The only place where a step turns into a call. Gives what is known by it; what the call threw is the caller's. */
export async function execute(context: GatedContext, step: Deed, call: Call): Promise<Fact | undefined> {
  const { tracker, requests, clock } = context.ports;
  switch (step.kind) {
    case 'look':
      return look(context, step.at, call);
    case 'identify':
      return identify(context, step, call);
    case 'swap':
      return swap(context, step, call);
    case 'create':
      return create(context, step, call);
    case 'note':
      await tracker.addNote(step.ticketId, step.note, call);
      return { kind: 'noted', step, by: tracker.selfId, wall: clock.wall() };
    case 'delete-note':
      await tracker.deleteNote(step.ticketId, step.noteId, call);
      return { kind: 'note-deleted', step };
    case 'move':
      await tracker.move(step.ticketId, step.move, call);
      return { kind: 'moved', step };
    case 'resolve':
      await requests.resolve(step.change, call);
      return { kind: 'resolved', step, at: clock.monotonic() };
    case 'review':
      return { kind: 'reviewed', request: await requests.submitReview(step.review, call) };
    default:
      return unreachable(step);
  }
}

function look(
  context: RequestContext,
  at: 'everything' | 'ticket' | 'search',
  call: Call,
): Promise<Fact | undefined> {
  if (at === 'ticket') return lookAtTicket(context, call);
  return at === 'search' ? lookBySearch(context, call) : lookAtEverything(context, call);
}

async function identify(
  { ports }: RequestContext,
  { account }: IdentifyStep,
  call: Call,
): Promise<Fact | undefined> {
  if (ports.directory === undefined) return undefined;
  const answer = await ports.directory.identify(account, call);
  return { kind: 'identified', accountId: account.id, answer, at: ports.clock.monotonic() };
}

async function create(context: GatedContext, { request, origin }: CreateStep, call: Call): Promise<Fact> {
  const { ports, settings, gate } = context;
  const sentAt = memoryAt(context).sent?.at ?? Number.NEGATIVE_INFINITY;
  const beforeSend = (): void => {
    if (gate.isShut) {
      throw new AccessPluginError(
        'window-passed',
        'the tracker stopped answering before the create was sent',
      );
    }
    if (ports.clock.monotonic() - sentAt <= settings.sendWindowMs) return;
    throw new AccessPluginError(
      'window-passed',
      'the claim is too old to create a ticket under it; it is renewed first',
    );
  };
  const draft = { request: shownRequest(request, settings.hidden), origin };
  return { kind: 'created', ticket: await ports.tracker.create(draft, { ...call, beforeSend }) };
}
