import type { Step } from './step.ts';

/** A step as a short sentence, so that a table has one line a case. */
export function inWords(step: Step | undefined): string {
  switch (step?.kind) {
    case undefined:
      return 'nothing';
    case 'rest':
      return `rest: ${step.why}`;
    case 'wait':
      return `wait ${step.ms} ms: ${step.why}`;
    case 'hold':
      return `hold ${step.ms} ms for ${step.due}`;
    case 'look':
      return `look at ${step.at}`;
    case 'identify':
      return `identify ${step.account.id}, who made change ${step.change}`;
    case 'swap':
      return `swap to ${step.purpose}`;
    case 'create':
      return `create for ${step.request.id}`;
    case 'note':
      return `note ${step.note.key} on ${step.ticketId}`;
    case 'delete-note':
      return `delete note ${step.noteId} on ${step.ticketId}`;
    case 'move':
      return `move ${step.ticketId} to ${step.move.to}${answering(step.move.answers)}`;
    case 'resolve':
      return `resolve ${step.change.to}${answering(step.answers)}`;
    case 'review': {
      const author = step.review.author === undefined ? '' : ` for ${step.review.author}`;
      return `review ${step.review.to}${author}${answering(step.answers)}`;
    }
  }
}

function answering(change: number | undefined): string {
  return change === undefined ? '' : `, answering ${change}`;
}
