import type { RequestKind, RequestState, ReviewThreshold } from '../../src/domain/access-request.ts';
import type { StatusMeaning } from '../../src/domain/ticket.ts';
import type { Settings } from '../../src/settings.ts';
import type { AccountName } from './accounts.ts';

/**
 * `within`: everything goes wrong that the promise covers. `beyond`: lag, commit time and pauses exceed what the promise
 * rests on. `faultless`: nothing goes wrong, and nothing is swept after the start, so that every hint has to suffice.
 */
export type ScheduleKind = 'within' | 'beyond' | 'faultless';

/** A set of replicas that share an instance name. */
export interface Deployment {
  readonly cluster: string;
  readonly instance: string;
  readonly replicas: number;
}

/** Which ticket of a request somebody acts on. */
export type Target = 'recorded' | 'any' | 'extra' | 'stranger';

/** What somebody does, on the board or where requests live. */
export type Action =
  | { readonly do: 'review'; readonly by: string; readonly to: 'approved' | 'denied' }
  | { readonly do: 'set-state'; readonly to: Exclude<RequestState, 'pending'> }
  /** An administrator sets an approved request back to pending. */
  | { readonly do: 'set-back' }
  | { readonly do: 'delete-request' }
  | { readonly do: 'forge-seal' }
  | { readonly do: 'move'; readonly by: AccountName; readonly to: StatusMeaning; readonly target: Target }
  | { readonly do: 'comment'; readonly by: AccountName; readonly text: string; readonly forgesKey: boolean }
  | { readonly do: 'edit'; readonly by: AccountName }
  | { readonly do: 'relocate'; readonly by: AccountName; readonly what: 'project' | 'type' }
  | { readonly do: 'delete-note' }
  | { readonly do: 'strip-properties'; readonly keepRequest: boolean }
  | { readonly do: 'delete-ticket' }
  | {
      readonly do: 'copy';
      readonly by: AccountName;
      readonly status: StatusMeaning;
      readonly withOrigin: boolean;
    };

/** What the plugin does that somebody may answer at once. */
export type Trigger = 'create' | 'move' | 'note' | 'swap' | 'decision';

/** One thing that is going to happen. `at` is virtual milliseconds; requests and replicas are named by number. */
export type PlannedEvent = { readonly at: number } & (
  | {
      readonly kind: 'request';
      readonly request: number;
      readonly cluster: string;
      readonly requestKind: RequestKind;
      readonly thresholds: readonly ReviewThreshold[];
      readonly pendingForMs: number;
      readonly accessForMs: number;
    }
  | { readonly kind: 'action'; readonly request: number; readonly action: Action }
  /** Somebody acts `delayMs` after the plugin has done something for the `skip`th time from now on. */
  | {
      readonly kind: 'reflex';
      readonly request: number;
      readonly on: Trigger;
      readonly skip: number;
      readonly delayMs: number;
      readonly action: Action;
    }
  | { readonly kind: 'crash'; readonly replica: number; readonly downForMs: number }
  | { readonly kind: 'restart'; readonly replica: number }
  | { readonly kind: 'pause'; readonly replica: number; readonly forMs: number }
  | { readonly kind: 'drop-streams'; readonly cluster: string }
  | { readonly kind: 'forged-webhook'; readonly request: number }
);

/** A time during which something does not work. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly what:
    | 'tracker-down'
    | 'tracker-5xx'
    | 'tracker-429'
    /** Nothing is answered, and nothing refused: every call runs into its deadline. */
    | 'tracker-hangs'
    /** Only creates are answered with 503. */
    | 'creates-5xx'
    /** The board lacks a column that decisions need. */
    | 'board-incomplete'
    /** The role in the plugin's certificate lacks the right to decide. */
    | 'rights-missing'
    | 'token-dead'
    | 'teleport-down'
    | 'directory-down'
    /** One request is missing from every answer although it is there. */
    | { readonly hidden: number };
}

/** How often something goes wrong by itself; each a probability per call unless it says otherwise. */
export interface Faults {
  /** The call is turned away and nothing happens. */
  readonly refused: number;
  /** The effect takes place, the answer does not come. */
  readonly answerLost: number;
  /** Neither effect nor answer. */
  readonly requestLost: number;
  /** The effect takes place after the caller has given up waiting. */
  readonly lateCommit: number;
  /** The process dies, before or after the effect. */
  readonly crash: number;
  /** The process stands still at an await. */
  readonly pause: number;
  /** A compare-and-swap fails for nothing. */
  readonly contention: number;
  /** A read of requests gives what was true some seconds ago, or a list is cut. */
  readonly stale: number;
  /** A call waits before it is sent. */
  readonly sendWait: number;
  /** Per delivery: a webhook never comes. */
  readonly webhookLoss: number;
  /** Per event of a stream: it comes twice, or late. */
  readonly streamTrouble: number;
  /** Beyond the promise only: the process stands still between the window check and the bytes leaving. */
  readonly pauseAfterCheck: number;
  /** Beyond the promise only: a direct read of a ticket gives an older version. */
  readonly staleTicket: number;
}

/** Everything that a seed decides before anything runs. */
export interface Plan {
  readonly seed: number;
  readonly schedule: ScheduleKind;
  readonly deployments: readonly Deployment[];
  readonly settings: Partial<Settings>;
  readonly hasDirectory: boolean;
  /** The requester's address is visible on the board. */
  readonly emailsShown: boolean;
  /** ben may not review. */
  readonly benMayNotReview: boolean;
  /** Records are sealed. */
  readonly sealed: boolean;
  /** The original plugin runs beside the replicas of the first deployment. */
  readonly original: boolean;
  /** Where the board's workflow puts a new ticket. */
  readonly firstColumn: 'pending' | 'other';
  /** The columns of the board. */
  readonly columns: readonly StatusMeaning[];
  /** When somebody renames the columns that decide; moves made before never decide after. */
  readonly columnsRenamedAt: number;
  /** The longest that a search lags, in milliseconds; within its setting unless the schedule goes beyond. */
  readonly worstLagMs: number;
  /** How long after it was sent a write may take effect, in milliseconds. */
  readonly worstCommitMs: number;
  /** The longest that each half of a call usually takes, in milliseconds; a few take longer. */
  readonly latencyMs: number;
  readonly faults: Faults;
  readonly windows: readonly Window[];
  readonly events: readonly PlannedEvent[];
  /** From here on nothing goes wrong and nobody acts. */
  readonly calmAt: number;
}
