import type { Evidence } from '../evidence.ts';
import { noteCase, type NoteCase, type NoteEffect } from './note-case.ts';
import { sentences } from './sentences.ts';

/**
 * What a note says is true: who did it, how many there are, why, and what comes next, each held to the world's own
 * history. A paragraph that no sentence covers is a violation too, so that new words come with their claims.
 */
export function notesAreTrue(evidence: Evidence): readonly string[] {
  return evidence.history.effects.flatMap((effect) => {
    if (effect.kind !== 'note' || effect.by === undefined) return [];
    const note: NoteEffect = { ...effect, by: effect.by };
    const one = noteCase(evidence, note);
    return one === undefined ? [] : note.paragraphs.flatMap((paragraph) => faultsOf(one, paragraph));
  });
}

function faultsOf(one: NoteCase, paragraph: string): readonly string[] {
  const { ticketId, key } = one.note;
  const says = `the note ${key} on ${ticketId} says "${paragraph}"`;
  const matching = sentences.flatMap((sentence) => {
    const match = sentence.says.exec(paragraph);
    return match === null ? [] : [{ sentence, said: match.groups ?? {} }];
  });
  const [first] = matching;
  if (first === undefined) return [`${says}, which is no sentence that this judge knows`];
  return Object.entries(first.sentence.claims).flatMap(([what, holds]) =>
    holds(one, first.said) ? [] : [`${says}, but its ${what} is not so`],
  );
}
