import { creates, type Evidence } from './evidence.ts';

/** At rest no two notes of the plugin's on a ticket of its own carry the same key. */
export function notesAreWrittenOnce(evidence: Evidence): readonly string[] {
  return creates(evidence).flatMap(({ ticketId, requestId }) => {
    const ticket = evidence.board.tickets.get(ticketId);
    // A ticket from which a person took the request's id can be found by nobody.
    if (ticket?.requestId !== requestId) return [];
    const keys = ticket.notes
      .filter((note) => note.authorId === 'bot' && note.key !== undefined)
      .map((note) => note.key ?? '');
    const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
    return [...new Set(doubled)].map((key) => `ticket ${ticketId} carries the note ${key} twice`);
  });
}
