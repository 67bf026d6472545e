import type { PluginData } from '../domain/plugin-data.ts';
import { unreachable } from '../domain/unreachable.ts';
import { AccessPluginError } from '../errors.ts';
import { shownRequest } from '../lifecycle/shown-request.ts';
import type { Step, SwapStep } from '../lifecycle/step.ts';
import { encodePluginData, storedKeys } from '../plugin-data/codec.ts';
import type { Call } from '../ports/call.ts';
import type { Expectation } from '../ports/plugin-data-store.ts';
import { lookAtEverything, lookAtTicket, lookBySearch } from './look.ts';
import { rememberRecord } from './memory.ts';
import type { View } from './observe.ts';

/** A step that is carried out by calling a port. */
export type Deed = Exclude<Step, { kind: 'rest' | 'wait' | 'hold' }>;

/** The only place where a step turns into a call. What it did is remembered; what it threw is the caller's. */
export async function execute(view: View, step: Deed, call: Call): Promise<void> {
  const { ports, memory } = view;
  switch (step.kind) {
    case 'look':
      return look(view, step.at, call);
    case 'identify':
      return identify(view, step, call);
    case 'swap':
      return swap(view, step, call);
    case 'create':
      return create(view, step, call);
    case 'note':
      await ports.tracker.addNote(step.ticketId, step.note, call);
      return rememberNote(view, step);
    case 'delete-note':
      await ports.tracker.deleteNote(step.ticketId, step.noteId, call);
      memory.ticket = undefined;
      return;
    case 'move':
      await ports.tracker.move(step.ticketId, step.move, call);
      return forgetTicket(view, step.ticketId);
    case 'resolve':
      await ports.requests.resolve(step.change, call);
      return rememberResolved(view, step);
    case 'review': {
      const request = await ports.requests.submitReview(step.review, call);
      memory.request = { value: request, startedAt: memory.request?.startedAt };
      return;
    }
    default:
      return unreachable(step);
  }
}

function look(view: View, at: 'everything' | 'ticket' | 'search', call: Call): Promise<void> {
  if (at === 'ticket') return lookAtTicket(view, call);
  return at === 'search' ? lookBySearch(view, call) : lookAtEverything(view, call);
}

async function identify(view: View, step: Extract<Step, { kind: 'identify' }>, call: Call): Promise<void> {
  const { directory } = view.ports;
  if (directory === undefined) return;
  const answer = await directory.identify(step.account, call);
  view.memory.identity = { accountId: step.account.id, answer, at: view.ports.clock.monotonic() };
}

async function swap(view: View, step: SwapStep, call: Call): Promise<void> {
  const { memory, ports, requestId } = view;
  const { clock } = ports;
  const before = memory.record?.value;
  const { expect, set } = sealed(view, step);
  const startedAt = clock.monotonic();
  // An outcome that stays unknown is settled by reading again; until then nothing is known of the record.
  memory.record = undefined;
  const { claimEpoch } = step.set;
  if (step.set.claimOwner === view.settings.owner && claimEpoch !== undefined) {
    // An earlier write of the same epoch, its answer lost, may be the one that made the claim.
    memory.sent = memory.sent?.epoch === claimEpoch ? memory.sent : { epoch: claimEpoch, at: startedAt };
  }
  await ports.pluginData.compareAndSwap(
    requestId,
    { expect: expectation(expect), set: encodePluginData(set) },
    call,
  );
  const after = { ...decodedBase(step, before), ...set };
  rememberRecord(memory, after, { startedAt, now: clock.monotonic() });
  if (step.set.ticketId !== undefined) settleOpening(view);
}

/** A first claim expects every key to be empty, so that nothing else can be in the record. */
function decodedBase(step: SwapStep, before: PluginData | undefined): PluginData {
  return before ?? { ...(step.expect as PluginData) };
}

function expectation(expected: SwapStep['expect']): Expectation {
  const fields = encodePluginData(expected);
  return { ...fields, claim_epoch: fields[storedKeys.claimEpoch] ?? '' };
}

/** A record that names a ticket is sealed with the write that names it. */
function sealed(view: View, { expect, set }: SwapStep): Pick<SwapStep, 'expect' | 'set'> {
  const { sealer } = view.ports;
  const { ticketId, projectId = '', typeId = '' } = set;
  if (sealer === undefined || ticketId === undefined) return { expect, set };
  const { requestId, settings, memory } = view;
  const seal = sealer.seal({ instance: settings.instance, requestId, ticketId, projectId, typeId });
  return { expect: { ...expect, seal: memory.record?.value.seal ?? '' }, set: { ...set, seal } };
}

function settleOpening({ memory }: View): void {
  memory.created = undefined;
  memory.searched = undefined;
  memory.ticket = undefined;
  memory.candidates.clear();
  memory.others = [];
}

async function create(view: View, step: Extract<Step, { kind: 'create' }>, call: Call): Promise<void> {
  const { memory, ports, settings } = view;
  const { clock, tracker } = ports;
  const sentAt = memory.sent?.at ?? Number.NEGATIVE_INFINITY;
  const beforeSend = (): void => {
    if (clock.monotonic() - sentAt <= settings.sendWindowMs) return;
    throw new AccessPluginError(
      'window-passed',
      'the claim is too old to create a ticket under it; it is renewed first',
    );
  };
  memory.created = await tracker.create(
    { request: shownRequest(step.request, settings.hidden), origin: step.origin },
    { ...call, beforeSend },
  );
}

/** The note stands on the ticket as we know it; a later direct read shows it as the tracker has it. */
function rememberNote({ memory, ports }: View, step: Extract<Step, { kind: 'note' }>): void {
  const note = {
    id: '',
    authorId: ports.tracker.selfId,
    key: step.note.key,
    text: step.note.paragraphs.join('\n'),
    created: ports.clock.wall(),
    edited: false,
  };
  const { ticket } = memory;
  if (ticket !== undefined && ticket.value !== 'gone' && ticket.value.id === step.ticketId) {
    memory.ticket = { ...ticket, value: { ...ticket.value, notes: [...ticket.value.notes, note] } };
  }
  memory.others = memory.others.map((other) =>
    other.id === step.ticketId ? { ...other, notes: [...other.notes, note] } : other,
  );
}

/** After a move the history is longer by an entry whose number only a read can tell. */
function forgetTicket({ memory }: View, ticketId: string): void {
  const { ticket } = memory;
  if (ticket !== undefined && (ticket.value === 'gone' || ticket.value.id === ticketId))
    memory.ticket = undefined;
  memory.others = memory.others.filter((other) => other.id !== ticketId);
}

function rememberResolved({ memory, ports }: View, step: Extract<Step, { kind: 'resolve' }>): void {
  const { request } = memory;
  if (request === undefined) return;
  const { to, reason } = step.change;
  memory.request = {
    value: { ...request.value, state: to, resolveReason: reason },
    startedAt: undefined,
    toldAt: ports.clock.monotonic(),
  };
}
