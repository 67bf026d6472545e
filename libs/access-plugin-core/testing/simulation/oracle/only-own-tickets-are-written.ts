import type { Evidence } from './evidence.ts';
import { mayWrite } from './own-ticket.ts';

/** I8: the plugin never writes to a ticket that is not its own, and deletes no note but its own. */
export function onlyOwnTicketsAreWritten(evidence: Evidence): readonly string[] {
  return evidence.history.effects.flatMap((effect) => {
    if (effect.by === undefined) return [];
    if (effect.kind !== 'move' && effect.kind !== 'note' && effect.kind !== 'delete-note') return [];
    const wrong: string[] = [];
    if (!mayWrite(evidence, effect.by, { ticketId: effect.ticketId, at: effect.sentAt })) {
      wrong.push(
        `${effect.by.name} wrote (${effect.kind}) to ticket ${effect.ticketId}, which is not its own`,
      );
    }
    if (
      effect.kind === 'delete-note' &&
      (effect.noteWas.authorId !== 'bot' || effect.noteWas.key === undefined)
    ) {
      wrong.push(`${effect.by.name} deleted somebody else's note on ${effect.ticketId}`);
    }
    return wrong;
  });
}
