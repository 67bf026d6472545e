import type { Ticket, TicketOrigin } from '../domain/ticket.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from '../settings.ts';

/** True when another cluster or instance opened the ticket. One without an origin may be anybody's. */
export function isForeign(origin: TicketOrigin | undefined, { cluster, instance }: Settings): boolean {
  return origin !== undefined && (origin.cluster !== cluster || origin.instance !== instance);
}

/** The request that a ticket is about, if the plugin has anything to do with it. A stranger's ticket is not even a hint. */
export function requestOfTicket(ticket: Ticket, ports: Ports, settings: Settings): string | undefined {
  if (isForeign(ticket.origin, settings)) return undefined;
  const creators = [ports.tracker.selfId, ...settings.trustedCreators];
  return ticket.creatorId !== undefined && creators.includes(ticket.creatorId) ? ticket.requestId : undefined;
}
