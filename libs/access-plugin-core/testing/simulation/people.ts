import { bot, accounts, requester } from './accounts.ts';
import { AccessPluginError } from '../../src/errors.ts';
import type { BoardTicket } from '../in-memory/board.ts';
import type { Action, PlannedEvent, Target } from './plan.ts';
import { worldStart } from './site.ts';
import { requestIdOf, scheduleExpiry, type World } from './world.ts';

type NewRequest = Extract<PlannedEvent, { kind: 'request' }>;
type Reflex = Extract<PlannedEvent, { kind: 'reflex' }>;

/** Everybody who is no plugin: they ask, review, and move cards. */
export interface People {
  asks(event: NewRequest): void;
  acts(request: number, action: Action): void;
  /** From now on somebody waits for the plugin to do something, and answers it. */
  waits(reflex: Reflex): void;
}

/** Puts people into the world. */
export function createPeople(world: World): People {
  const clusterOf = new Map<number, string>();
  const reflexes: { readonly reflex: Reflex; skip: number }[] = [];
  const acts = (request: number, action: Action): void => {
    const cluster = clusterOf.get(request);
    if (cluster === undefined) return;
    const about = { cluster, requestId: requestIdOf(cluster, request) };
    if (attempt(() => carryOut(world, about, action))) {
      world.history.tell(
        world.scheduler.now,
        () => `people: ${JSON.stringify(action)} on ${about.requestId}`,
      );
    }
  };
  world.onTrigger((on, requestId) => {
    for (const waiting of [...reflexes]) {
      const { reflex } = waiting;
      const cluster = clusterOf.get(reflex.request);
      if (reflex.on !== on || cluster === undefined || requestIdOf(cluster, reflex.request) !== requestId)
        continue;
      waiting.skip -= 1;
      if (waiting.skip >= 0) continue;
      reflexes.splice(reflexes.indexOf(waiting), 1);
      world.scheduler.at(world.scheduler.now + reflex.delayMs, () => {
        if (world.isStormy()) acts(reflex.request, reflex.action);
      });
    }
  });
  return {
    asks: (event) => {
      clusterOf.set(event.request, event.cluster);
      ask(world, event);
    },
    acts,
    waits: (reflex) => void reflexes.push({ reflex, skip: reflex.skip }),
  };
}

function ask(world: World, event: NewRequest): void {
  const id = requestIdOf(event.cluster, event.request);
  const created = worldStart + event.at;
  world.cluster(event.cluster).add({
    id,
    user: requester,
    kind: event.requestKind,
    thresholds: event.thresholds,
    created,
    pendingUntil: created + event.pendingForMs,
    expires: created + event.accessForMs,
  });
  scheduleExpiry(world, event.cluster, id);
}

interface About {
  readonly cluster: string;
  readonly requestId: string;
}

/** People meet refusals too: a card that is gone, a request that is denied already. */
function attempt(act: () => boolean): boolean {
  try {
    return act();
  } catch (error) {
    if (error instanceof AccessPluginError) return false;
    throw error;
  }
}

function carryOut(world: World, about: About, action: Action): boolean {
  const cluster = world.cluster(about.cluster);
  const { requestId } = about;
  switch (action.do) {
    case 'review':
      cluster.review(requestId, {
        author: action.by,
        proposes: action.to,
        reason: 'seen',
        created: world.wall(),
      });
      return true;
    case 'set-state':
      cluster.setState(requestId, action.to, 'by an administrator');
      return true;
    case 'set-back':
      if (cluster.requests.get(requestId)?.state !== 'approved') return false;
      cluster.reopen(requestId);
      return true;
    case 'delete-request':
      cluster.remove(requestId);
      return true;
    case 'forge-seal':
      return forgeSeal(world, about);
    case 'copy': {
      const origin = { cluster: about.cluster, instance: 'default', epoch: 1 };
      const properties = action.withOrigin ? { requestId, origin } : { requestId };
      const copy = world.board.create({ by: accounts[action.by], ...properties });
      if (action.status !== 'pending')
        world.board.move(copy.id, { by: accounts[action.by], to: action.status });
      world.ticketChanged(copy.id);
      return true;
    }
    default:
      return onTicket(world, about, action);
  }
}

/** Somebody else who may write plugin data rewrites the record. */
function forgeSeal(world: World, { cluster, requestId }: About): boolean {
  const { issue_id: ticketId = '' } = world.cluster(cluster).records.get(requestId) ?? {};
  if (ticketId === '') return false;
  world.cluster(cluster).swap(requestId, { issue_id: ticketId }, { seal: 'forged' });
  world.recordChanged(cluster, requestId);
  return true;
}

type TicketAction = Exclude<
  Action,
  { do: 'review' | 'set-state' | 'set-back' | 'delete-request' | 'copy' | 'forge-seal' }
>;

function onTicket(world: World, about: About, action: TicketAction): boolean {
  const ticket = ticketOf(world, about, action.do === 'move' ? action.target : 'recorded');
  if (ticket === undefined) return false;
  changeTicket(world, ticket, action);
  world.ticketChanged(ticket.id);
  return true;
}

function changeTicket({ board }: World, ticket: BoardTicket, action: TicketAction): void {
  const { id } = ticket;
  switch (action.do) {
    case 'move':
      return void board.move(id, {
        to: action.to,
        ...(action.by === 'ghost' ? {} : { by: accounts[action.by] }),
      });
    case 'comment': {
      const by = accounts[action.by];
      const key = `answer:${ticket.statusChanges.at(-1)?.id ?? 1}`;
      return void board.addNote(id, { by, text: action.text, ...(action.forgesKey ? { key } : {}) });
    }
    case 'edit':
      return void board.edit(id, { by: accounts[action.by], fields: ['description'] });
    case 'relocate':
      return board.relocate(id, {
        by: accounts[action.by],
        ...(action.what === 'project' ? { projectId: '99' } : { typeId: '98' }),
      });
    case 'delete-note': {
      const [note] = ticket.notes;
      if (note !== undefined) board.deleteNote(id, note.id);
      return;
    }
    case 'strip-properties':
      return board.setProperties(
        id,
        action.keepRequest && ticket.requestId !== undefined ? { requestId: ticket.requestId } : {},
      );
    case 'delete-ticket':
      return board.remove(id);
  }
}

/** Whoever acts on a ticket has to find it first. */
function ticketOf(world: World, { cluster, requestId }: About, target: Target): BoardTicket | undefined {
  const recorded = world.cluster(cluster).records.get(requestId)?.['issue_id'];
  const about = [...world.board.tickets.values()].filter((ticket) => ticket.requestId === requestId);
  switch (target) {
    case 'recorded':
      return recorded === undefined ? undefined : world.board.tickets.get(recorded);
    case 'any':
      return about[0];
    case 'extra':
      return about.find((ticket) => ticket.creatorId === bot.id && ticket.id !== recorded) ?? about[0];
    case 'stranger':
      return about.find((ticket) => ticket.creatorId !== bot.id) ?? about[0];
  }
}
