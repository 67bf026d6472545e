import type { Step } from './step.ts';

/** The work that a step belongs to. The guard's tables have one row for each, so no step can be left out. */
export type Work =
  /** Rest, wait or look: nothing is written. */
  | 'none'
  /** The claim's own protocol up to the record of a ticket. */
  | 'opening'
  /** A claim renewed or taken over, so that a ticket can be created. */
  | 'next-epoch'
  /** The close of a ticket whose request and record are gone. */
  | 'orphan'
  /** A person's move, carried to the other side. */
  | 'decision'
  /** The note that says why a decision waits. */
  | 'decision-waits'
  /** The note that answers a move, and the move back. */
  | 'answer'
  /** The note that says what the ticket has no place for. */
  | 'details'
  /** The note of a review. */
  | 'review-note'
  /** The deletion of a note that stands twice. */
  | 'double'
  /** The move out of the column where a workflow began. */
  | 'first-column'
  /** An end that was taken for one by mistake, taken back. */
  | 'reopen'
  /** The number of reviews in the record. */
  | 'count'
  /** The close of a ticket that is not the recorded one. */
  | 'extra'
  /** Card, note and mark of an ended request. */
  | 'end'
  /** The note for a move after the end. */
  | 'put-back'
  /** The read of a ticket on which work is due, whatever the ticket shows. */
  | 'unread';

/** A step, as it follows from what is seen; whether it may be taken now is the guard's question. */
export interface Proposal {
  readonly work: Work;
  /** Tells two pieces of the same work apart, for example the change that is answered. */
  readonly of?: string | number;
  readonly step: Step;
  /** What follows where this process may not take the step, instead of waiting for the claim. */
  readonly otherwise?: Proposal;
}

/** A step that writes nothing. */
export function idle(step: Extract<Step, { kind: 'rest' | 'wait' | 'look' }>): Proposal {
  return { work: 'none', step };
}
