/** What a status means to us. Any column that was not named is `other`. */
export type StatusMeaning = 'pending' | 'approved' | 'denied' | 'expired' | 'other';

/** A tracker account. The id is stable; names and addresses are only ever shown, never trusted. */
export interface Account {
  readonly id: string;
  readonly kind: 'human' | 'app' | 'unknown';
  /** False when the tracker says that the account was switched off. */
  readonly active: boolean;
  readonly displayName: string;
  /** Only where the tracker shows it. */
  readonly email?: string;
}

/** What the plugin writes into the history entry of a move of its own. */
export interface MoveMark {
  /** The instance that moved the card. */
  readonly instance: string;
  /** The change that this move answers, if it answers one. */
  readonly answers?: number;
}

/** One entry of the ticket's history in which its status changed. */
export interface StatusChange {
  /** Rises with every change of the ticket; only its order matters. */
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Absent where the tracker does not say who it was. */
  readonly author?: Account;
  readonly from: StatusMeaning;
  readonly to: StatusMeaning;
  /** The column's own name, to be shown. */
  readonly toName: string;
  /**
   * Present when the entry itself calls the new column by a name that does not have the meaning `to`: the column was
   * renamed, or the settings were changed, since the move. Such a move never decides.
   */
  readonly renamedSince?: true;
  readonly mark?: MoveMark;
}

/** One entry of the history that changed what approvers read: summary, description, project, type or a rendered field. */
export interface ContentChange {
  readonly id: number;
  readonly author?: Account;
  readonly fields: readonly string[];
  /** Present where the fields changed along with a move of the plugin's own. */
  readonly mark?: MoveMark;
}

/** A comment on the ticket. */
export interface Note {
  readonly id: string;
  readonly authorId?: string;
  /** The key that the plugin gave it; absent on everybody else's. */
  readonly key?: string;
  /** Plain text. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** True when it was changed after it was written. */
  readonly edited: boolean;
}

/** Who opened a ticket, written on it by the plugin itself. People can edit it: a hint, never a proof. */
export interface TicketOrigin {
  readonly cluster: string;
  readonly instance: string;
  readonly epoch: number;
  /** Milliseconds since the epoch. */
  readonly expires?: number;
}

/** A move that the tracker offers and refused. */
export interface RefusedMove {
  readonly to: StatusMeaning;
  readonly why: string;
}

/** A ticket as the tracker holds it, complete to the beginning of its history. */
export interface Ticket {
  /** Stable; survives a move to another project. */
  readonly id: string;
  /** What people call it. */
  readonly key: string;
  /** The request that its property names. */
  readonly requestId?: string;
  readonly origin?: TicketOrigin;
  /** The account that created it; absent where the tracker does not say. */
  readonly creatorId?: string;
  readonly projectId: string;
  readonly typeId: string;
  readonly created: number;
  readonly status: StatusMeaning;
  /** The column's own name, to be shown. */
  readonly statusName: string;
  /**
   * Present while the board lacks a column that decisions need: the ticket is mirrored, and a move on it is refused.
   */
  readonly undecidable?: true;
  /** The meanings that a move from here can reach. */
  readonly reachable: readonly StatusMeaning[];
  /** Moves from here that the tracker offers and refused, with its explanation, fit to be shown. Absent: none. */
  readonly refusedMoves?: readonly RefusedMove[];
  readonly statusChanges: readonly StatusChange[];
  readonly contentChanges: readonly ContentChange[];
  readonly notes: readonly Note[];
}

/** What creating a ticket tells at once. */
export interface TicketRef {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly typeId: string;
}
