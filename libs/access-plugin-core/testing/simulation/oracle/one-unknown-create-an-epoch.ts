import type { Evidence } from './evidence.ts';

/** One epoch sends no further create after one whose outcome is unknown, or that succeeded. */
export function oneUnknownCreateAnEpoch({ history }: Evidence): readonly string[] {
  const spent = new Map<string, number>();
  return history.calls.flatMap((call) => {
    if (call.name !== 'create' || call.sentAt === undefined) return [];
    const key = `${call.by.deployment.cluster}/${call.about} epoch ${call.epoch ?? 0}`;
    const earlier = spent.get(key);
    if (mayHaveHappened(call.answer)) spent.set(key, call.sentAt);
    return earlier === undefined
      ? []
      : [`${key}: a create at ${call.sentAt} after the one sent at ${earlier}`];
  });
}

/** Anything but a certain refusal may have left a ticket. */
function mayHaveHappened(answer: string | undefined): boolean {
  return answer === undefined || answer === 'ok' || answer === 'outcome-unknown' || answer === 'aborted';
}
