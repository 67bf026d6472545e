import { creates, requestCases, type Evidence } from './evidence.ts';

/** I7: calls in flight, calls a minute and reports a minute stay within bounds that do not grow with time or trouble. */
export function workIsBounded(evidence: Evidence): readonly string[] {
  const { replicas, settings, history, endAt } = evidence;
  const requests = requestCases(evidence).length;
  const wrong: string[] = [];
  // A task reads request, record, ticket and a few others side by side; the sweep and the stream come beside them.
  const extras = Math.max(0, creates(evidence).length - requests);
  const flightBound = 6 * Math.min(settings.parallelism, requests + 2) + 6 + extras * settings.parallelism;
  for (const { incarnation } of replicas) {
    if (incarnation.mostInFlight <= flightBound) continue;
    wrong.push(
      `${incarnation.name} had ${incarnation.mostInFlight} calls in flight, more than ${flightBound}`,
    );
  }
  const minutes = endAt / 60_000;
  const lives = replicas.length;
  const bound = (minutes * (8 + 8 * requests) + 60) * lives;
  if (history.calls.length > bound) wrong.push(`${history.calls.length} calls were made, more than ${bound}`);
  const reports = replicas.reduce((sum, replica) => sum + replica.reports.length, 0);
  if (reports > bound) wrong.push(`${reports} reports were made, more than ${bound}`);
  return wrong;
}
