import type { AccessRequest } from '../domain/access-request.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { Account, TicketOrigin } from '../domain/ticket.ts';
import type { ReviewSubmission, StateChange } from '../ports/access-requests.ts';
import type { MoveDraft, NoteDraft } from '../ports/tracker.ts';
import type { RefusalReason } from './rule.ts';

/** Why a conditional write is made. */
export type SwapPurpose = 'claim' | 'renew' | 'take-over' | 'doubt' | 'record' | 'adopt' | 'mark' | 'release';

/** Why nothing is to be done. */
export type RestReason =
  | 'in-agreement'
  | 'never-opened'
  | 'not-wanted'
  | 'another-instance'
  | 'ticket-deleted'
  | 'unrecorded-ticket'
  | 'gone';

/** A conditional write of the record: `expect` names every key that `set` changes, and the claim. */
export interface SwapStep {
  readonly kind: 'swap';
  readonly purpose: SwapPurpose;
  readonly expect: Partial<PluginData> & Pick<PluginData, 'claimEpoch'>;
  readonly set: Partial<PluginData>;
}

/** A comment. `refusal` is set when it tells a person that a move decided nothing: the reason, for metrics. */
export interface NoteStep {
  readonly kind: 'note';
  readonly ticketId: string;
  readonly note: NoteDraft;
  readonly refusal?: RefusalReason | 'refused-by-server';
}

/** The end of a comment of ours that stands twice. */
export interface DeleteNoteStep {
  readonly kind: 'delete-note';
  readonly ticketId: string;
  readonly noteId: string;
}

/** The question whose an account is: the account that made a change. */
export interface IdentifyStep {
  readonly kind: 'identify';
  readonly account: Account;
  readonly change: number;
}

/** A new ticket. */
export interface CreateStep {
  readonly kind: 'create';
  readonly request: AccessRequest;
  readonly origin: TicketOrigin;
}

/** A move of a card. */
export interface MoveStep {
  readonly kind: 'move';
  readonly ticketId: string;
  readonly move: MoveDraft;
}

/** An override. `ownAccount`: the card was moved with the plugin's own account, which a person may share. */
export interface ResolveStep {
  readonly kind: 'resolve';
  readonly change: StateChange;
  readonly answers: number;
  readonly ownAccount: boolean;
}

/** The next step towards agreement. Each is one call, a look, or a wait. */
export type Step =
  | { readonly kind: 'rest'; readonly why: RestReason }
  | { readonly kind: 'wait'; readonly ms: number; readonly why: string }
  /** Another process holds the claim: give it this long to do what is due. */
  | { readonly kind: 'hold'; readonly due: string; readonly ms: number }
  | { readonly kind: 'look'; readonly at: 'everything' | 'ticket' | 'search' }
  | IdentifyStep
  | SwapStep
  | CreateStep
  | NoteStep
  | DeleteNoteStep
  | MoveStep
  | ResolveStep
  | { readonly kind: 'review'; readonly review: ReviewSubmission; readonly answers: number };
