import type { Step } from '../../../libs/access-plugin-core/src/deciding/step.ts';

/** A step in the words of `docs/lifecycle.md`; of a note, the sentence that the ticket shows first. */
export function stepOnPage(step: Step): string {
  switch (step.kind) {
    case 'rest':
      return `rest: \`${step.why}\``;
    case 'wait':
      return `wait: ${step.why}`;
    case 'look':
      return `look at ${step.at}`;
    case 'swap':
      return `swap \`${step.purpose}\``;
    case 'note':
      return `note: ${step.note.paragraphs[0]}`;
    case 'move':
      return `move to ${step.move.to}${step.move.answers === undefined ? '' : ', in answer to the move'}`;
    case 'resolve':
      return `resolve: ${step.change.to}`;
    case 'review':
      return `review: ${step.review.to}`;
    case 'hold':
    case 'identify':
    case 'create':
    case 'delete-note':
      return step.kind;
  }
}
