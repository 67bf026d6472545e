import { requestCases, type Evidence } from './evidence.ts';
import type { Process } from '../history.ts';

/**
 * Whether a process may write to a ticket at a moment: its own deployment made it, or a record of its cluster named it
 * then, or it takes over what the original, or the account used before, made for its cluster.
 */
export function mayWrite(evidence: Evidence, by: Process, about: { ticketId: string; at: number }): boolean {
  const { history, plan } = evidence;
  const made = history.effects.find(
    (effect) => effect.kind === 'create' && effect.ticketId === about.ticketId,
  );
  const { cluster, instance } = by.deployment;
  if (made?.kind === 'create' && made.by !== undefined) {
    const maker = made.by.deployment;
    return maker.cluster === cluster && maker.instance === instance;
  }
  if (made?.kind === 'create') return made.cluster === cluster;
  const first = history.tickets.get(about.ticketId)?.[0]?.value;
  const trusted = plan.settings.trustedCreators ?? [];
  if (first?.creatorId === undefined || !trusted.includes(first.creatorId)) return false;
  if (first.origin !== undefined)
    return first.origin.cluster === cluster && first.origin.instance === instance;
  return requestCases(evidence).some((one) => one.record['issue_id'] === about.ticketId);
}
