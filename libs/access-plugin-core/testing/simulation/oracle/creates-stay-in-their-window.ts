import { creates, type Evidence } from './evidence.ts';

/** A create leaves only within the send window of sending the write that made its owner and epoch. */
export function createsStayInTheirWindow(evidence: Evidence): readonly string[] {
  const { history, settings } = evidence;
  return creates(evidence).flatMap((create) => {
    const { by, origin, requestId, ticketId } = create;
    if (by === undefined) return [];
    const claim = history.effects.find(
      (effect) =>
        effect.kind === 'swap' &&
        effect.by === by &&
        effect.requestId === requestId &&
        (effect.set['claim_owner'] ?? '') !== '' &&
        effect.set['claim_epoch'] === String(origin?.epoch),
    );
    if (claim === undefined) return [`ticket ${ticketId} was made under no claim of ${by.name}`];
    const age = create.checkedAt - claim.calledAt;
    return age <= settings.sendWindowMs ? [] : [`ticket ${ticketId} was sent ${age} ms after its claim`];
  });
}
