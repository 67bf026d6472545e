import type { Evidence, Judge, Violation } from './evidence.ts';
import { absencesAreReal } from './absences-are-real.ts';
import { adoptsTheLowest } from './adopts-the-lowest.ts';
import { claimEpochNeverFalls } from './claim-epoch-never-falls.ts';
import { createsStayInTheirWindow } from './creates-stay-in-their-window.ts';
import { createsRestOnAPendingRequest } from './creates-rest-on-a-pending-request.ts';
import { cardsRestWhereTheyBelong } from './cards-rest-where-they-belong.ts';
import { decisionsFollowAVerdict } from './decisions-follow-a-verdict.ts';
import { decisionsAreNotRepeated } from './decisions-are-not-repeated.ts';
import { extrasAreNotMade } from './extras-are-not-made.ts';
import { hintsAreAnswered } from './hints-are-answered.ts';
import { marksFollowEffects } from './marks-follow-effects.ts';
import { movesHaveAReason } from './moves-have-a-reason.ts';
import { notesAreTrue } from './notes/notes-are-true.ts';
import { notesAreWrittenOnce } from './notes-are-written-once.ts';
import { oneOpenTicket } from './one-open-ticket.ts';
import { oneUnknownCreateAnEpoch } from './one-unknown-create-an-epoch.ts';
import { onlyOwnTicketsAreWritten } from './only-own-tickets-are-written.ts';
import { pendingRequestsHaveATicket } from './pending-requests-have-a-ticket.ts';
import { processesLive } from './processes-live.ts';
import { recordedTicketNeverChanges } from './recorded-ticket-never-changes.ts';
import { restIsReached } from './rest-is-reached.ts';
import { reviewsAreMirrored } from './reviews-are-mirrored.ts';
import { swapsExpectEnough } from './swaps-expect-enough.ts';
import { workIsBounded } from './work-is-bounded.ts';
import { writersHeldTheClaim } from './writers-held-the-claim.ts';

/** Every judge by the name that a violation carries. */
export const judges = {
  'one-open-ticket': oneOpenTicket,
  'pending-requests-have-a-ticket': pendingRequestsHaveATicket,
  'adopts-the-lowest': adoptsTheLowest,
  'marks-follow-effects': marksFollowEffects,
  'absences-are-real': absencesAreReal,
  'extras-are-not-made': extrasAreNotMade,
  'decisions-follow-a-verdict': decisionsFollowAVerdict,
  'decisions-are-not-repeated': decisionsAreNotRepeated,
  'cards-rest-where-they-belong': cardsRestWhereTheyBelong,
  'hints-are-answered': hintsAreAnswered,
  'moves-have-a-reason': movesHaveAReason,
  'reviews-are-mirrored': reviewsAreMirrored,
  'notes-are-true': notesAreTrue,
  'notes-are-written-once': notesAreWrittenOnce,
  'only-own-tickets-are-written': onlyOwnTicketsAreWritten,
  'claim-epoch-never-falls': claimEpochNeverFalls,
  'recorded-ticket-never-changes': recordedTicketNeverChanges,
  'one-unknown-create-an-epoch': oneUnknownCreateAnEpoch,
  'creates-stay-in-their-window': createsStayInTheirWindow,
  'creates-rest-on-a-pending-request': createsRestOnAPendingRequest,
  'swaps-expect-enough': swapsExpectEnough,
  'writers-held-the-claim': writersHeldTheClaim,
  'rest-is-reached': restIsReached,
  'work-is-bounded': workIsBounded,
  'processes-live': processesLive,
} as const satisfies Record<string, Judge>;

/** The name of a judge. */
export type Rule = keyof typeof judges;

/** Asks every judge. */
export function judge(evidence: Evidence): readonly Violation[] {
  return Object.entries(judges).flatMap(([rule, find]: [string, Judge]) =>
    find(evidence).map((what) => ({ rule, what })),
  );
}
