import type { Hinted } from '../history.ts';
import { recordAt, requestCases, type Evidence } from './evidence.ts';

/**
 * Where nothing goes wrong and nothing is swept, each webhook about a recorded ticket is answered by a read of that
 * ticket that its process began after the webhook came. A read that was under way may not show what the webhook tells of.
 */
export function hintsAreAnswered(evidence: Evidence): readonly string[] {
  if (evidence.plan.schedule !== 'faultless') return [];
  const lastReads = lastReadsOf(evidence);
  return evidence.history.hinted.flatMap((hinted) => {
    const { by, ticketId, at } = hinted;
    const lastRead = lastReads.get(`${by.name} ${ticketId}`) ?? -1;
    return lastRead >= at || !isRecorded(evidence, hinted)
      ? []
      : [`${by.name} was told of ticket ${ticketId} at ${at} and did not read it after that`];
  });
}

/** When each process last began to read each ticket. */
function lastReadsOf({ history }: Evidence): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { by, name, about, calledAt } of history.calls)
    if (name === 'read') last.set(`${by.name} ${about}`, calledAt);
  return last;
}

/** The process's own deployment has recorded the ticket for a request. */
function isRecorded(evidence: Evidence, { by, ticketId, at }: Hinted): boolean {
  const { cluster, instance } = by.deployment;
  return requestCases(evidence).some((one) => {
    const record = recordAt(evidence, `${one.cluster}/${one.requestId}`, at);
    return one.cluster === cluster && record['instance'] === instance && record['issue_id'] === ticketId;
  });
}
