import { creates, type Evidence } from './evidence.ts';

/**
 * I1: at rest at most one open ticket of ours per request; an extra is closed where the board can close it. What the
 * original left behind unrecorded is not ours to close.
 */
export function oneOpenTicket(evidence: Evidence): readonly string[] {
  const open = new Map<string, string[]>();
  for (const { by, cluster, requestId, ticketId } of creates(evidence)) {
    const ticket = evidence.board.tickets.get(ticketId);
    if (ticket === undefined || (ticket.status !== 'pending' && ticket.status !== 'other')) continue;
    if (!ticket.reachable.includes('expired')) continue;
    // What stays when a person deletes the recorded one, or hides whose ticket it is, nobody can tell to be an extra.
    const recorded = evidence.clusters.get(cluster)?.records.get(requestId)?.['issue_id'] ?? '';
    if (recorded !== '' && !evidence.board.tickets.has(recorded)) continue;
    if (ticket.requestId === undefined || (by === undefined && ticketId !== recorded)) continue;
    const key = `${cluster}/${requestId}`;
    open.set(key, [...(open.get(key) ?? []), ticketId]);
  }
  return [...open]
    .filter(([, ids]) => ids.length > 1)
    .map(([key, ids]) => `${key} has open tickets ${ids.join(', ')}`);
}
