import { creates, type Evidence } from './evidence.ts';

/** At rest no two notes of the plugin's on a ticket of its own carry the same key. */
export function notesAreWrittenOnce(evidence: Evidence): readonly string[] {
  return creates(evidence).flatMap(({ ticketId }) => {
    const keys = (evidence.board.tickets.get(ticketId)?.notes ?? [])
      .filter((note) => note.authorId === 'bot' && note.key !== undefined)
      .map((note) => note.key ?? '');
    const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
    return [...new Set(doubled)].map((key) => `ticket ${ticketId} carries the note ${key} twice`);
  });
}
