import { AccessPluginError } from '../../src/errors.ts';
import type { Call } from '../../src/ports/call.ts';
import type { TicketFilter, TicketReading, TicketSummary, Tracker } from '../../src/ports/tracker.ts';
import { matches, summaryOf } from '../in-memory/in-memory-tracker.ts';
import type { BoardTicket } from '../in-memory/board.ts';
import { bot } from './accounts.ts';
import { callMade } from './call-made.ts';
import type { CallMade } from './history.ts';
import type { Incarnation, Sending } from './incarnation.ts';
import { send } from './send.ts';
import { asShown } from './site.ts';
import { valueAt } from './versions.ts';
import type { World } from './world.ts';

type Times = Parameters<Sending<unknown>['effect']>[0];

type Sent = {
  readonly by: Incarnation;
  readonly calledAt: number;
  readonly sentAt: number;
  readonly at: number;
};

/** The board as one process sees it: through a network, and with a search that lags. */
export function simulatedTracker(world: World, by: Incarnation): Tracker {
  const read = <T>(made: CallMade, call: Call, effect: () => T): Promise<T> =>
    send(world, by, { side: 'tracker', writes: false, made, call, effect });
  const about = (name: string, id: string): CallMade =>
    callMade(by, name, { about: id, calledAt: world.scheduler.now });
  return {
    name: 'board',
    selfId: bot.id,
    create: creating(world, by),
    find: ({ requestId, sinceMs }, call) =>
      read(about('find', requestId), call, () =>
        searchable(world)
          .filter(({ now }) => now.requestId === requestId && now.created >= sinceMs)
          .map(({ now }) => now.id),
      ),
    list: (filter, call) => listing(world, by, { filter, call }),
    read: (ticketId, call) => read(about('read', ticketId), call, () => reading(world, ticketId)),
    ...writing(world, by),
  };
}

interface Write {
  readonly made: CallMade;
  readonly call: Call;
  readonly effect: (sent: Sent) => void;
}

/** A write to a ticket, which the world remembers and tells of. */
function write(world: World, by: Incarnation, { made, call, effect }: Write): Promise<void> {
  return send(world, by, {
    side: 'tracker',
    writes: true,
    made,
    call,
    effect: ({ sentAt }) => {
      effect({ by, calledAt: made.calledAt, sentAt, at: world.scheduler.now });
      world.ticketChanged(made.about);
    },
  });
}

function writing(world: World, by: Incarnation): Pick<Tracker, 'addNote' | 'move' | 'deleteNote'> {
  const { board, history } = world;
  const about = (name: string, id: string): CallMade =>
    callMade(by, name, { about: id, calledAt: world.scheduler.now });
  const requestOf = (ticketId: string): string => board.tickets.get(ticketId)?.requestId ?? '';
  return {
    addNote: (ticketId, { key, paragraphs }, call) => {
      const effect = (sent: Sent): void => {
        const notes = board.tickets.get(ticketId)?.notes ?? [];
        const doubled = notes.some((note) => note.key === key && note.authorId === bot.id);
        board.addNote(ticketId, { by: bot, key, text: [...paragraphs, key].join('\n\n') });
        history.effect({ kind: 'note', ticketId, key, paragraphs, doubled, ...sent });
        world.triggered('note', requestOf(ticketId));
      };
      return write(world, by, { made: about(`note ${key}`, ticketId), call, effect });
    },
    deleteNote: (ticketId, noteId, call) => {
      const effect = (sent: Sent): void => {
        const note = board.tickets.get(ticketId)?.notes.find((one) => one.id === noteId);
        board.deleteNote(ticketId, noteId);
        const noteWas = { authorId: note?.authorId, key: note?.key };
        history.effect({ kind: 'delete-note', ticketId, noteWas, ...sent });
      };
      return write(world, by, { made: about(`delete-note ${noteId}`, ticketId), call, effect });
    },
    move: (ticketId, { to, answers }, call) => {
      const name = `move to ${to}${answers === undefined ? '' : ` answering ${answers}`}`;
      const effect = (sent: Sent): void => {
        const { instance } = by.deployment;
        const mark = answers === undefined ? { instance } : { instance, answers };
        board.move(ticketId, { by: bot, to, mark });
        history.effect({ kind: 'move', ticketId, to, mark, ...sent });
        world.triggered('move', requestOf(ticketId));
      };
      return write(world, by, { made: about(name, ticketId), call, effect });
    },
  };
}

function creating(world: World, by: Incarnation): Tracker['create'] {
  const { board, scheduler, history } = world;
  return ({ request, origin }, call) => {
    const { cluster } = by.deployment;
    const made = callMade(by, 'create', { about: request.id, calledAt: scheduler.now, epoch: origin.epoch });
    const effect = ({ sentAt, checkedAt }: Times) => {
      const status = world.plan.firstColumn;
      const ticket = board.create({ requestId: request.id, origin, by: bot, status });
      const at = scheduler.now;
      const what = { ticketId: ticket.id, requestId: request.id, cluster, origin, checkedAt };
      history.effect({ kind: 'create', ...what, by, calledAt: made.calledAt, sentAt, at });
      history.tell(at, () => `board: ticket ${ticket.id} is made for ${request.id} by ${by.name}`);
      world.ticketChanged(ticket.id);
      world.triggered('create', request.id);
      const { id, key, projectId, typeId } = ticket;
      return { id, key, projectId, typeId };
    };
    return send(world, by, {
      side: 'tracker',
      writes: true,
      made,
      call,
      beforeSend: call.beforeSend,
      effect,
    });
  };
}

async function* listing(
  world: World,
  by: Incarnation,
  { filter, call }: { readonly filter: TicketFilter; readonly call: Call },
): AsyncGenerator<readonly TicketSummary[]> {
  const about = 'status' in filter ? filter.status : 'updated';
  const all = await send(world, by, {
    side: 'tracker',
    writes: false,
    made: callMade(by, 'list', { about, calledAt: world.scheduler.now }),
    call,
    effect: () =>
      searchable(world)
        .filter(({ indexed }) => matches(indexed, filter, world.wall()))
        .map(({ indexed }) => summaryOf(indexed)),
  });
  const half = Math.ceil(all.length / 2);
  yield all.slice(0, half);
  if (half < all.length) yield all.slice(half);
}

/** Our own and trusted accounts' tickets that the index knows, as it knows them and as they are. */
function searchable(world: World): readonly { readonly indexed: BoardTicket; readonly now: BoardTicket }[] {
  const { board, history, plan, scheduler } = world;
  const ours = new Set([bot.id, ...(plan.settings.trustedCreators ?? [])]);
  const found: { indexed: BoardTicket; now: BoardTicket }[] = [];
  for (const now of board.tickets.values()) {
    if (now.creatorId === undefined || !ours.has(now.creatorId)) continue;
    const indexed = valueAt(history.tickets.get(now.id) ?? [], scheduler.now - lagOf(world, now.id));
    if (indexed !== undefined) found.push({ indexed, now });
  }
  return found;
}

/** Each ticket has its own lag, the same at every search, so that a search never goes back in time. */
function lagOf({ plan }: World, ticketId: string): number {
  const mixed = Math.imul(Number(ticketId) ^ Math.imul(plan.seed, 0x9e3779b1), 0x85ebca6b) >>> 0;
  return Math.floor((mixed / 4_294_967_296) * plan.worstLagMs);
}

function reading(world: World, ticketId: string): TicketReading {
  const { board, history, plan, random, scheduler } = world;
  const stale = world.isStormy() && random.chance(plan.faults.staleTicket);
  const ticket = stale
    ? valueAt(history.tickets.get(ticketId) ?? [], scheduler.now - random.int(60_000))
    : board.tickets.get(ticketId);
  if (ticket === undefined && stale) throw new AccessPluginError('unavailable', 'The read went wrong.');
  return ticket === undefined
    ? { at: 'gone' }
    : { at: 'present', ticket: asShown(plan, ticket, scheduler.now) };
}
