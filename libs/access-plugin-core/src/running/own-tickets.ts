import type { TicketOrigin } from '../domain/ticket.ts';
import type { Settings } from '../settings.ts';

/** True when another cluster or instance opened the ticket. One without an origin may be anybody's. */
export function isForeign(origin: TicketOrigin | undefined, { cluster, instance }: Settings): boolean {
  return origin !== undefined && (origin.cluster !== cluster || origin.instance !== instance);
}
