import { valuesDuring } from '../versions.ts';
import { creates, recordAt, type Evidence } from './evidence.ts';

/** A read can be as old as this, network and cache together, in milliseconds, beyond the window of a create. */
const readAgeMs = 30_000;

/** No ticket is made for a request that has ended, nor beside a recorded ticket, a deleted one included. */
export function createsRestOnAPendingRequest(evidence: Evidence): readonly string[] {
  const { history, settings } = evidence;
  return creates(evidence).flatMap(({ by, cluster, requestId, ticketId, checkedAt }) => {
    if (by === undefined) return [];
    const id = `${cluster}/${requestId}`;
    const from = checkedAt - settings.sendWindowMs - readAgeMs;
    const seen = valuesDuring(history.requests.get(id) ?? [], from, checkedAt);
    const wrong: string[] = [];
    // A change that the stream told may serve for opening, however late it was told.
    const wasTold = history.heard.some(
      (one) =>
        one.by === by &&
        one.requestId === requestId &&
        one.state === 'pending' &&
        one.at >= from &&
        one.at <= checkedAt,
    );
    if (!wasTold && !seen.some((request) => request?.state === 'pending')) {
      wrong.push(`ticket ${ticketId} was made for ${id}, which had ended`);
    }
    const recorded = recordAt(evidence, id, from)['issue_id'] ?? '';
    if (recorded !== '') wrong.push(`ticket ${ticketId} was made for ${id}, which had ticket ${recorded}`);
    return wrong;
  });
}
