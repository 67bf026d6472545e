import type { AccessRequest } from '../domain/access-request.ts';
import type { Account, StatusChange, Ticket } from '../domain/ticket.ts';
import { isOurs } from '../domain/status-history.ts';
import { isTrusted } from './belonging.ts';
import type { Observation } from '../knowing/observation.ts';

/** Why a moved card decides nothing. Every one is final for that move. */
export type RefusalReason =
  | 'decisions-off'
  | 'not-a-decision'
  | 'column-renamed'
  | 'board-incomplete'
  | 'seal-broken'
  | 'foreign-creator'
  | 'request-id-changed'
  | 'project-changed'
  | 'type-changed'
  | 'content-edited'
  | 'author-unknown'
  | 'author-inactive'
  | 'author-not-human'
  | 'own-account'
  | 'user-unknown'
  | 'user-ambiguous'
  | 'requester'
  | 'long-term'
  | 'kind-unknown';

/** What the rule says of the newest change by a person. */
export type Ruling =
  | {
      readonly kind: 'decide';
      readonly to: 'approved' | 'denied';
      readonly by: Account;
      readonly user: string | undefined;
    }
  | { readonly kind: 'refuse'; readonly why: RefusalReason }
  /** The rule needs to know whose account it is. */
  | { readonly kind: 'identify'; readonly account: Account };

/** What the rule looks at: one fresh view of both sides. */
export interface Case {
  readonly request: AccessRequest;
  readonly ticket: Ticket;
  readonly change: StatusChange;
}

/** A decision follows only if every clause holds. Pure and total; `docs/decisions.md` has it as a table. */
export function rule(seen: Observation, { request, ticket, change }: Case): Ruling {
  const { mode } = seen.settings;
  if (mode === 'off') return refuse('decisions-off');
  const to = change.to;
  if (to !== 'approved' && to !== 'denied') return refuse('not-a-decision');
  if (change.renamedSince === true) return refuse('column-renamed');
  if (ticket.undecidable === true) return refuse('board-incomplete');
  const tampered = tampering(seen, ticket);
  if (tampered !== undefined) return refuse(tampered);
  const by = change.author;
  if (by === undefined) return refuse('author-unknown');
  const unfit = unfitness(seen, by);
  if (unfit !== undefined) return refuse(unfit);
  const unapprovable = to === 'approved' ? unapprovableKind(request) : undefined;
  if (unapprovable !== undefined) return refuse(unapprovable);
  return onIdentity(seen, { request, to, by });
}

/** Anything about the ticket that is not as the plugin made it. */
function tampering(seen: Observation, ticket: Ticket): RefusalReason | undefined {
  const { record } = seen;
  if (seen.seal === 'bad') return 'seal-broken';
  if (!isTrusted(seen, ticket)) return 'foreign-creator';
  if (ticket.requestId !== seen.requestId) return 'request-id-changed';
  // A record of the original plugin names neither project nor type; its history is then the only witness.
  if (record.projectId !== '' && ticket.projectId !== record.projectId) return 'project-changed';
  if (record.typeId !== '' && ticket.typeId !== record.typeId) return 'type-changed';
  // The plugin never edits what it has written: an edit with its account is a stolen token's, or a person's who shares it.
  const foreign = ticket.contentChanges.some((change) => !isOurs(change, seen.tracker.selfId));
  return foreign ? 'content-edited' : undefined;
}

function unfitness(seen: Observation, by: Account): RefusalReason | undefined {
  const { mode, automationAccounts } = seen.settings;
  if (!by.active) return 'author-inactive';
  // The original's guide has the reader use one account for the plugin and for people: in `override` such a move is a person's.
  if (by.id === seen.tracker.selfId) return mode === 'override' ? undefined : 'own-account';
  if (by.kind !== 'human' && !automationAccounts.includes(by.id)) return 'author-not-human';
  return undefined;
}

/** Total by kind, so that a kind that this version does not know is never approved. */
function unapprovableKind({ kind }: AccessRequest): RefusalReason | undefined {
  switch (kind) {
    case 'undefined':
    case 'short-term':
      return undefined;
    case 'long-term':
      return 'long-term';
    case 'unknown':
      return 'kind-unknown';
  }
}

interface Verdict {
  readonly request: AccessRequest;
  readonly to: 'approved' | 'denied';
  readonly by: Account;
}

function onIdentity(seen: Observation, { request, to, by }: Verdict): Ruling {
  const { identity } = seen;
  const mapped = seen.settings.mode !== 'override';
  if (!mapped && by.email !== undefined && by.email.toLowerCase() === request.user.toLowerCase()) {
    return refuse('requester');
  }
  switch (identity.at) {
    case 'unasked':
      return { kind: 'identify', account: by };
    case 'not-needed':
    case 'nobody':
      return mapped ? refuse('user-unknown') : { kind: 'decide', to, by, user: undefined };
    case 'ambiguous':
      return mapped ? refuse('user-ambiguous') : { kind: 'decide', to, by, user: undefined };
    case 'user':
      return identity.user === request.user
        ? refuse('requester')
        : { kind: 'decide', to, by, user: identity.user };
  }
}

function refuse(why: RefusalReason): Ruling {
  return { kind: 'refuse', why };
}
