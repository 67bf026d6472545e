import type { AccessRequest } from '../domain/access-request.ts';
import type { Resolution } from '../domain/resolution.ts';
import type { Review } from '../domain/review.ts';
import { answerKey } from '../domain/note-key.ts';
import { hasNote, isAnsweredByMove, isOurs, newestForeignChange } from '../domain/status-history.ts';
import { endingStatus } from '../domain/resolution.ts';
import type { StatusChange, StatusMeaning, Ticket } from '../domain/ticket.ts';
import { shownRequest } from './shown-request.ts';
import type { Observation } from '../knowing/observation.ts';
import type { RefusalReason } from '../deciding/rule.ts';

/** A review, in the original plugin's words, so that either plugin knows it again. */
export function reviewText(review: Review): readonly string[] {
  const said = review.reason === '' ? [] : [`Reason: ${review.reason}`];
  return [`${review.author} reviewed the request.`, `Resolution: ${review.proposes}.`, ...said];
}

/** How the request ended, and by whose move where it was a card's. */
export function resolutionText(seen: Observation, ticket: Ticket, resolution: Resolution): readonly string[] {
  const change = newestForeignChange(ticket, seen.tracker.selfId);
  const to = endingStatus(resolution);
  const mover =
    change?.to === to && change.author !== undefined
      ? [`The card was moved here by ${change.author.displayName}.`]
      : [];
  const reason =
    seen.request.at === 'present' ? seen.request.request.resolveReason : seen.record.resolveReason;
  return [
    endings[resolution],
    ...mover,
    ...(reason === '' ? [] : [`Reason: ${reason}`]),
    ...whyItStays(ticket, to),
  ];
}

/** Why the card is not moved to the column of its end: the move was refused, none is open at all, or none leads there. */
function whyItStays(ticket: Ticket, to: StatusMeaning): readonly string[] {
  if (ticket.status === to || ticket.reachable.includes(to)) return [];
  const refused = ticket.refusedMoves?.findLast((move) => move.to === to);
  if (refused !== undefined) return [`The card stays where it is. ${refused.why}`];
  const from = `from "${ticket.statusName}"`;
  return ticket.reachable.length === 0 && ticket.refusedMoves === undefined
    ? [
        `The board offers the plugin no move ${from} (its account may lack the right to move cards), so the card stays where it is.`,
      ]
    : [`The board has no move ${from} to a column that means "${to}", so the card stays where it is.`];
}

/** How a request can end, in the words of the notes. */
export const endings: Readonly<Record<Resolution, string>> = {
  approved: 'Access request has been approved.',
  denied: 'Access request has been denied.',
  promoted: 'Access request has been promoted: access is granted for the long term, through an access list.',
  expired: 'Access request has expired or was deleted.',
};

/** A move after the end. */
export function putBackText(change: StatusChange, resolution: Resolution): readonly string[] {
  return [
    `${nameOf(change)} moved the card to "${change.toName}", but ${endings[resolution].toLowerCase()} That is final here, so the card is put back.`,
    'To withdraw access, lock the user or ask for a new decision there.',
  ];
}

/** The request is pending again although its end was told. */
export function reopenedText(): readonly string[] {
  return [
    'The access request is pending again: somebody set it back after its end was told here, or it had been taken for gone by mistake.',
    'Earlier moves of the card decide nothing any more. Move the card again to decide.',
  ];
}

/** The rule refused a move. Says why, and what to do. */
export function refusalText(seen: Observation, change: StatusChange, why: RefusalReason): readonly string[] {
  return [
    `${nameOf(change)} moved the card to "${change.toName}". This decided nothing: ${refusals[why]}`,
    ...tail(seen, why),
  ];
}

const refusals: Record<RefusalReason, string> = {
  'decisions-off': 'this board only mirrors access requests. Decide where they are made.',
  'not-a-decision':
    'a pending request cannot be closed this way. Move the card to the column for approved or denied.',
  'column-renamed':
    'the column had another name or meaning when the card was moved. Move the card again. If this note comes again, ask the operator of the plugin to name the column by its id.',
  'board-incomplete':
    'this project lacks a column that decisions need; the log of the plugin names it. Move the card again when the column is there.',
  'seal-broken': 'the record of this ticket was changed by somebody else. Ask for access anew.',
  'foreign-creator': 'this ticket was not created by the plugin.',
  'request-id-changed':
    'the request id on this ticket was removed or changed after it was created. Ask for access anew.',
  'project-changed': 'this ticket was moved to another project. Ask for access anew.',
  'type-changed': 'the type of this ticket was changed. Ask for access anew.',
  'content-edited':
    'the text of this ticket was edited after it was created, so it may no longer say what is asked for. Ask for access anew.',
  'author-unknown': 'the history does not say who moved it.',
  'author-inactive': 'the account that moved it is switched off.',
  'author-not-human':
    'the account that moved it belongs to an app. A person has to decide, or the operator has to list the app.',
  'own-account':
    'it was moved with the account that the plugin itself uses. Give the plugin an account of its own, and decide with yours.',
  'user-unknown':
    'the account that moved it is not mapped to exactly one live user. Ask the operator of the plugin to map it.',
  'user-ambiguous':
    'the account that moved it is mapped to more than one user. Ask the operator of the plugin to mend the mapping.',
  requester: 'nobody decides on a request of their own.',
  'long-term':
    'a long-term request is promoted through an access list, never simply approved. Decide where it was made.',
  'kind-unknown':
    'this version of the plugin does not know this kind of request, so nobody can approve it here. Decide where it was made, or ask the operator to upgrade the plugin.',
};

function tail(seen: Observation, why: RefusalReason): readonly string[] {
  if (seen.request.at !== 'present' || why !== 'content-edited') return [];
  const { user, roles } = shownRequest(seen.request.request, seen.settings.hidden);
  return roles.length === 0 ? [] : [`What is asked for: ${user} wants ${roles.join(', ')}.`];
}

/** The other side refused for good. */
export function serverRefusalText(change: StatusChange, message: string): readonly string[] {
  return [`${nameOf(change)} moved the card to "${change.toName}". This was not accepted: ${message}`];
}

/** A review was handed in and the request is still pending. */
export function reviewedText(request: AccessRequest, change: StatusChange): readonly string[] {
  const proposed = change.to === 'denied' ? 'denied' : 'approved';
  const have = request.reviews.filter((review) => review.proposes === proposed).length;
  const wanted = neededOf(request, proposed);
  const what = proposed === 'denied' ? 'denial' : 'approval';
  const plural = (wanted ?? have) === 1 ? what : `${what}s`;
  const count = wanted === undefined ? `${have} ${plural}` : `${have} of ${wanted} ${plural}`;
  return [
    `The review of ${nameOf(change)} was handed in: ${count}. The request is still pending, so the card goes back.`,
  ];
}

/**
 * How many reviews settle the request, where that is one number for certain: a single threshold for all reviewers. Of
 * several thresholds each may belong to another set, and every set needs one of its own.
 */
function neededOf({ thresholds }: AccessRequest, proposed: 'approved' | 'denied'): number | undefined {
  const [only, ...more] = thresholds;
  if (only === undefined || more.length > 0 || (only.filter ?? '') !== '') return undefined;
  const wanted = proposed === 'denied' ? only.deny : only.approve;
  return wanted > 0 ? wanted : undefined;
}

/** The cause may pass. */
export function waitingText(change: StatusChange, message: string): readonly string[] {
  return [
    `${nameOf(change)} moved the card to "${change.toName}". It could not be carried over yet and is being tried again: ${message}`,
  ];
}

/** This ticket is not the recorded one. */
export function extraText(kept: Ticket): readonly string[] {
  return [`This ticket was opened twice. ${kept.key} is the one that counts; this one is closed.`];
}

/** A move on a ticket that is not the recorded one. */
export function extraMoveText(change: StatusChange, kept: Ticket): readonly string[] {
  return [
    `${nameOf(change)} moved this card to "${change.toName}", but it was opened twice and decides nothing. Move ${kept.key} instead.`,
  ];
}

/** Older moves by people that nothing ever answered: they never decide, and are named once. */
export function supersededBy(seen: Observation, ticket: Ticket, change: StatusChange): readonly string[] {
  const { selfId } = seen.tracker;
  const older = ticket.statusChanges.filter(
    (other) =>
      other.id < change.id &&
      (other.to === 'approved' || other.to === 'denied') &&
      !isOurs(other, selfId) &&
      !isAnsweredByMove(ticket, other.id, selfId) &&
      !hasNote(ticket, answerKey(other.id), selfId),
  );
  if (older.length === 0) return [];
  const moves = older.map((other) => `${nameOf(other)} to "${other.toName}"`).join(', ');
  return [`Earlier moves were overtaken by this one: ${moves}.`];
}

function nameOf(change: StatusChange): string {
  return change.author?.displayName ?? 'Somebody';
}
