import { requestCases, type Evidence } from './evidence.ts';

/** I2: at rest every pending request has one recorded ticket that exists, unless a person deleted it. */
export function pendingRequestsHaveATicket(evidence: Evidence): readonly string[] {
  return requestCases(evidence).flatMap(({ cluster, requestId, request, record }) => {
    if (request?.state !== 'pending') return [];
    const recorded = record['issue_id'] ?? '';
    if (recorded === '') return [`${cluster}/${requestId} is pending and has no recorded ticket`];
    // A recorded id that never was a ticket is as bad as none; one that was, a person has deleted.
    return evidence.history.tickets.has(recorded)
      ? []
      : [`${requestId} records ${recorded}, which never was`];
  });
}
