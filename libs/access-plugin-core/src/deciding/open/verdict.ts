import type { AccessRequest } from '../../domain/access-request.ts';
import { isSettledByEnd } from '../../domain/ends-told.ts';
import { answerKey, waitingKey } from '../../domain/note-key.ts';
import { hasNote, isOurs, newestChange, newestForeignChange } from '../../domain/status-history.ts';
import type { StatusChange, Ticket } from '../../domain/ticket.ts';
import { rule, type Case, type Ruling } from '../rule.ts';
import {
  refusalText,
  reviewedText,
  serverRefusalText,
  supersededBy,
  waitingText,
} from '../../saying/note-text.ts';
import type { Observation } from '../../knowing/observation.ts';
import type { Proposal } from '../proposal.ts';
import { cutToBytes } from '../../saying/cut-to-bytes.ts';
import {
  longestReasonBytes,
  namesChange,
  reasonOf,
  reviewReason,
  type ReviewMark,
} from '../../saying/stated-reason.ts';
import type { NoteStep, Step } from '../step.ts';

type Decision = Extract<Ruling, { kind: 'decide' }>;
type DecisionStep = Extract<Step, { kind: 'identify' | 'resolve' | 'review' }>;

/**
 * What the newest change by a person asks for while the request is pending: the review or the state first, then the
 * note, then the move back, each at whatever look finds it missing.
 */
export function onVerdict(seen: Observation, request: AccessRequest, ticket: Ticket): Proposal | undefined {
  const change = newestForeignChange(ticket, seen.tracker.selfId);
  if (change === undefined || change.to === 'pending' || change.to === 'other') return undefined;
  const case_ = { request, ticket, change };
  return isAnswered(seen, case_) ? settleAnswered(seen, case_) : answer(seen, case_);
}

function isAnswered(seen: Observation, { request, ticket, change }: Case): boolean {
  const { selfId } = seen.tracker;
  return (
    isSettledByEnd(ticket, change, selfId) ||
    hasNote(ticket, answerKey(change.id), selfId) ||
    isMovedBack(ticket, change.id, selfId) ||
    ownReview(seen, request, { ticket, change }) !== undefined
  );
}

/** While the request is pending only a move back answers: one to Expired was made when the request was taken for gone. */
function isMovedBack(ticket: Ticket, change: number, selfId: string): boolean {
  return ticket.statusChanges.some(
    (move) => isOurs(move, selfId) && move.mark?.answers === change && move.to === 'pending',
  );
}

/** A review is ours only if the plugin's user wrote it or handed it in; then its reason may name the change. */
function ownReview(seen: Observation, request: AccessRequest, at: { ticket: Ticket; change: StatusChange }) {
  const mine = seen.settings.mode === 'review-for-user' ? 'submittedBy' : 'author';
  return request.reviews.find(
    (review) => review[mine] === seen.selfUser && namesChange(review.reason, markOf(seen, at)),
  );
}

function markOf(
  { settings }: Observation,
  at: { readonly ticket: Ticket; readonly change: StatusChange },
): ReviewMark {
  return { ticketKey: at.ticket.key, change: at.change.id, instance: settings.instance };
}

function answer(seen: Observation, case_: Case): Proposal {
  const { change } = case_;
  const { refusal } = seen.decision;
  if (refusal?.change === change.id) {
    return answerNote(seen, case_, {
      paragraphs: serverRefusalText(change, refusal.message),
      refusal: 'refused-by-server',
    });
  }
  const ruling = rule(seen, case_);
  switch (ruling.kind) {
    case 'refuse':
      return answerNote(seen, case_, {
        paragraphs: refusalText(seen, change, ruling.why),
        refusal: ruling.why,
      });
    case 'identify':
      return unlessWaiting(seen, case_, { kind: 'identify', account: ruling.account, change: change.id });
    case 'decide':
      return unlessWaiting(seen, case_, carryOver(seen, case_, ruling));
  }
}

/** The decision in the form that the mode asks for. */
function carryOver(
  seen: Observation,
  { request, ticket, change }: Case,
  { to, by, user }: Decision,
): DecisionStep {
  const stated = reasonOf(ticket, by, change);
  const requestId = request.id;
  const delegator = `${seen.tracker.name}:${by.email ?? by.id}`;
  if (seen.settings.mode === 'override') {
    const ownAccount = by.id === seen.tracker.selfId;
    return {
      kind: 'resolve',
      change: { requestId, to, reason: cutToBytes(stated, longestReasonBytes), delegator },
      answers: change.id,
      ownAccount,
    };
  }
  const author = seen.settings.mode === 'review-for-user' ? user : undefined;
  const reason = reviewReason(stated, delegator, markOf(seen, { ticket, change }));
  const review = { requestId, to, reason, ...(author === undefined ? {} : { author }) };
  return { kind: 'review', review, answers: change.id };
}

/**
 * A cause that can pass writes no answer. If it outlasts an interval, one note says so, which answers nothing. Only the
 * holder of the claim writes it: waiting for a hand-over would hold up the decision itself.
 */
function unlessWaiting(seen: Observation, { change, ticket }: Case, step: DecisionStep): Proposal {
  const decision: Proposal = { work: 'decision', step };
  const { stuck } = seen.decision;
  if (stuck?.change !== change.id || stuck.forMs <= seen.settings.intervalMs) return decision;
  const key = waitingKey(change.id);
  if (hasNote(ticket, key, seen.tracker.selfId)) return decision;
  const note = { key, paragraphs: waitingText(change, stuck.message) };
  return { work: 'decision-waits', step: { kind: 'note', ticketId: ticket.id, note }, otherwise: decision };
}

/** The change is answered and the request still pending: the note and the move back are due where they are missing. */
function settleAnswered(seen: Observation, case_: Case): Proposal | undefined {
  const { change, ticket, request } = case_;
  const { selfId } = seen.tracker;
  // The note of the end, and the one that took the end back, have said all.
  const isTold = isSettledByEnd(ticket, change, selfId) || hasNote(ticket, answerKey(change.id), selfId);
  if (!isTold) {
    return answerNote(seen, case_, { paragraphs: reviewedText(request, change) });
  }
  const stillThere = newestChange(ticket) === change && ticket.status === change.to;
  if (!stillThere || !ticket.reachable.includes('pending')) return undefined;
  const move = { to: 'pending', answers: change.id } as const;
  return { work: 'answer', of: change.id, step: { kind: 'move', ticketId: ticket.id, move } };
}

interface Answer {
  readonly paragraphs: readonly string[];
  readonly refusal?: NoteStep['refusal'] & string;
}

function answerNote(seen: Observation, { change, ticket }: Case, answer: Answer): Proposal {
  const { paragraphs, ...refusal } = answer;
  const key = answerKey(change.id);
  const note = { key, paragraphs: [...paragraphs, ...supersededBy(seen, ticket, change)] };
  const step: NoteStep = { kind: 'note', ticketId: ticket.id, note, ...refusal };
  return { work: 'answer', of: change.id, step };
}
