import { creates, type CreateEffect, type Evidence } from './evidence.ts';

/** Within the promise no request ever gets a second ticket, not even one that a later look closes. */
export function extrasAreNotMade(evidence: Evidence): readonly string[] {
  if (evidence.plan.schedule === 'beyond') return [];
  const first = new Map<string, CreateEffect>();
  return creates(evidence).flatMap((create) => {
    const key = `${create.cluster}/${create.requestId}`;
    const earlier = first.get(key);
    first.set(key, earlier ?? create);
    return earlier === undefined
      ? []
      : [
          `${key} got ticket ${create.ticketId} beside ${earlier.ticketId}, by ${create.by?.name ?? 'the original'}`,
        ];
  });
}
