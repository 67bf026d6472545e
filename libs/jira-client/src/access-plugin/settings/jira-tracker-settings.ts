import type { StatusMeaning } from '@org/access-plugin-core';
import type { JiraNotice } from './jira-notice.ts';
import type { TicketRoute } from './ticket-route.ts';

/** The meanings that a column can be given. */
export type NamedMeaning = Exclude<StatusMeaning, 'other'>;

/** Where tickets live in Jira, and what its columns mean. */
export interface JiraTrackerSettings {
  /** The project's key. */
  readonly project: string;
  /** The issue type's name or id. */
  readonly issueType: string;
  /** Written into our moves, so that they can be told from others' by the same account. */
  readonly instance: string;
  /** Account ids (Data Center: user keys) whose tickets count as ours. Default: none. */
  readonly trustedCreators?: readonly string[] | undefined;
  /**
   * Names (in any case) or ids of the statuses that have a meaning. A card is moved to the first of
   * them that can be reached. A name that the project lacks is tolerated.
   */
  readonly statuses: Readonly<Record<NamedMeaning, readonly string[]>>;
  /**
   * Further fields of a new issue, by id or name. Texts may hold the placeholders of templates. A text is brought into the form that the field
   * takes (`"High"` chooses that option); anything else is passed to Jira as it is. Default: none.
   */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Whose name stands on a ticket as its reporter. `requester`: the requester's account, where it is found and Jira lets
   * the plugin set it. Default `plugin`: the account that makes the ticket.
   */
  readonly reporter?: 'plugin' | 'requester' | undefined;
  /**
   * A field for several people, by name or id, that gets the accounts of the suggested reviewers (20 at most) where the
   * create screen has it. The description names them all. Default: none.
   */
  readonly reviewersField?: string | undefined;
  /**
   * Account id (Data Center: user key) to Teleport user, to find accounts by. A user who is not in it is looked for by
   * e-mail address (Cloud, where it is visible) or by user name (Data Center). Default: empty.
   */
  readonly users?: ReadonlyMap<string, string> | undefined;
  /** How long to look for accounts before a ticket is made without them, in milliseconds. Default: 2,000. */
  readonly lookupMs?: number | undefined;
  /** Sends some requests elsewhere, or gives them no ticket. The first route that takes a request counts. Default: none. */
  readonly routes?: readonly TicketRoute[] | undefined;
  /**
   * Who reads our comments in a service project. `internal`: agents alone. `public`: customers too. Other projects know
   * no such difference. Default `internal`.
   */
  readonly comments?: 'internal' | 'public' | undefined;
  /** Values for the fields of a move's screen, by id or name; one that the screen lacks is left out. Default: none. */
  readonly transitionFields?:
    Readonly<Partial<Record<NamedMeaning, Readonly<Record<string, unknown>>>>> | undefined;
  /**
   * Templates for summary and description; text from a request stays text in them. Placeholders:
   * `{{user}}`, `{{roles}}`, `{{resources}}`, `{{reason}}`, `{{kind}}`, `{{duration}}`, `{{session_time}}`, `{{starts}}`,
   * `{{expires}}`, `{{decide_by}}`, `{{reviewers}}`, `{{thresholds}}`, `{{request_id}}`, `{{link}}`. A line whose
   * placeholders are all unset is left out. `comment` is what stands around the plugin's own words, `{{note}}`.
   * Default: everything that is known, and the plugin's own words alone.
   */
  readonly templates?:
    | {
        readonly summary?: string | undefined;
        readonly description?: string | undefined;
        readonly comment?: string | undefined;
      }
    | undefined;
  /** The address under which people reach the cluster (`https://teleport.example.com`); makes the link. Default: no link. */
  readonly clusterUrl?: string | undefined;
  /**
   * Whether people may move cards with the plugin's own account too. `separate`: on a site that drops the marks of our
   * moves, the account alone tells them. Default: `shared`.
   */
  readonly ownAccount?: 'separate' | 'shared' | undefined;
  /** False where moved cards decide nothing: a project may then lack any column. Default: true. */
  readonly decides?: boolean | undefined;
  /** Is told what an operator should know of the board. Default: nobody is. */
  readonly notice?: ((notice: JiraNotice) => void) | undefined;
  /** Milliseconds since the epoch. Default: the system's clock. */
  readonly now?: (() => number) | undefined;
}
