import { encodePluginData } from '../../src/doing/plugin-data-codec.ts';
import type { AccessRequest } from '../../src/domain/access-request.ts';
import { AccessPluginError } from '../../src/errors.ts';
import type { Fields } from '../../src/ports/plugin-data-store.ts';
import { bot } from './accounts.ts';
import type { World } from './world.ts';

/**
 * A model of the plugin that this project replaces, beside ours on the first cluster: it hears of requests from the
 * stream alone, claims with its nine keys, marks before it acts, moves cards without a mark, and may die anywhere.
 */
export function startOriginalPlugin(world: World): void {
  const cluster = world.plan.deployments[0]?.cluster ?? '';
  world.cluster(cluster).listen((event) => {
    if (event.kind !== 'put' || !world.isStormy()) return;
    const { request } = event;
    const next = request.state === 'pending' ? openOrMirror : end;
    later(world, () => next(world, cluster, request));
  });
  world.onTicketChange((ticketId) => {
    if (world.isStormy()) later(world, () => decide(world, cluster, ticketId));
  });
}

function openOrMirror(world: World, cluster: string, request: AccessRequest): void {
  if (request.reviews.length === 0) open(world, cluster, request);
  else mirror(world, cluster, request);
}

/** It counts first, and comments without a key. */
function mirror(world: World, cluster: string, { id, reviews }: AccessRequest): void {
  const held = world.cluster(cluster).records.get(id) ?? {};
  const { issue_id: ticketId, reviews_count: count = '0' } = held;
  const missing = reviews.slice(Number(count));
  if (ticketId === undefined || missing.length === 0) return;
  const set = { reviews_count: String(reviews.length) };
  if (!swapAll(world, { cluster, requestId: id }, { held, set })) return;
  for (const { author, proposes } of missing) {
    later(world, () => {
      if (!world.board.tickets.has(ticketId)) return;
      world.board.addNote(ticketId, {
        by: bot,
        text: `${author} reviewed the request.\nResolution: ${proposes}.`,
      });
      world.ticketChanged(ticketId);
    });
  }
}

/** Whoever moves the card of a pending request decides, whoever that is. */
function decide(world: World, cluster: string, ticketId: string): void {
  const ticket = world.board.tickets.get(ticketId);
  const requestId = ticket?.requestId ?? '';
  const request = world.cluster(cluster).requests.get(requestId);
  const { issue_id: recorded } = world.cluster(cluster).records.get(requestId) ?? {};
  if (ticket === undefined || request?.state !== 'pending' || recorded !== ticketId) return;
  if (ticket.status === 'approved' || ticket.status === 'denied') {
    world.cluster(cluster).setState(requestId, ticket.status, 'by the original');
  }
}

/** Each step comes a little later, or, when the process has died, never. */
function later(world: World, step: () => void): void {
  const { random, scheduler } = world;
  if (random.chance(0.1)) return;
  scheduler.at(scheduler.now + 5 + random.int(random.chance(0.1) ? 4_000 : 80), step);
}

const nineKeys = [
  'issue_id',
  'issue_key',
  'user',
  'roles',
  'created',
  'request_reason',
  'reviews_count',
  'resolution',
  'resolve_reason',
];

function open(world: World, cluster: string, request: AccessRequest): void {
  const claim = encodePluginData({
    user: request.user,
    roles: request.roles.join(','),
    created: Math.floor((request.created ?? 0) / 1000),
    requestReason: request.reason,
  });
  if (!swapAll(world, { cluster, requestId: request.id }, { held: {}, set: claim })) return;
  later(world, () => {
    const ticket = world.board.create({ requestId: request.id, by: bot, status: world.plan.firstColumn });
    const at = world.scheduler.now;
    const what = { ticketId: ticket.id, requestId: request.id, cluster, origin: undefined, checkedAt: at };
    world.history.effect({ kind: 'create', ...what, by: undefined, calledAt: at, sentAt: at, at });
    world.history.tell(at, () => `the original makes ticket ${ticket.id} for ${request.id}`);
    world.ticketChanged(ticket.id);
    later(world, () => {
      const record = { ...claim, issue_id: ticket.id, issue_key: ticket.key };
      swapAll(world, { cluster, requestId: request.id }, { held: claim, set: record });
    });
  });
}

function end(world: World, cluster: string, request: AccessRequest): void {
  const { id } = request;
  const held = world.cluster(cluster).records.get(id) ?? {};
  const ticketId = held['issue_id'];
  if (ticketId === undefined || held['resolution'] !== undefined) return;
  const mark = { resolution: request.state, resolve_reason: request.resolveReason };
  if (!swapAll(world, { cluster, requestId: id }, { held, set: mark })) return;
  later(world, () => {
    const to = request.state === 'denied' ? 'denied' : 'approved';
    if (request.state === 'promoted' || world.board.tickets.get(ticketId)?.status === to) return;
    try {
      world.board.move(ticketId, { by: bot, to });
    } catch (error) {
      if (error instanceof AccessPluginError) return;
      throw error;
    }
    world.ticketChanged(ticketId);
  });
}

/** It expects all of its nine keys and knows of no other. */
function swapAll(
  world: World,
  { cluster, requestId }: { readonly cluster: string; readonly requestId: string },
  { held, set }: { readonly held: Fields; readonly set: Fields },
): boolean {
  const expect = Object.fromEntries(nineKeys.map((key) => [key, held[key] ?? '']));
  try {
    world.cluster(cluster).swap(requestId, expect, set);
  } catch (error) {
    if (error instanceof AccessPluginError) return false;
    throw error;
  }
  world.recordChanged(cluster, requestId);
  world.history.tell(world.scheduler.now, () => `the original wrote ${requestId} ${JSON.stringify(set)}`);
  return true;
}
