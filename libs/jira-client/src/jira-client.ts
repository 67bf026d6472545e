import type { PermissionContext } from './calls/account.ts';
import type { NewComment } from './calls/comments.ts';
import type { NewIssue } from './calls/create-issue.ts';
import type { JiraIssueReading, ReadIssue } from './calls/read-issue.ts';
import type { JiraFoundIssue, JiraSearch } from './calls/search.ts';
import type { TransitionMove } from './calls/transitions.ts';
import type { JiraCallOptions, JiraDeployment, JiraWriteOptions } from './api/jira-client-options.ts';
import type { JiraComment } from './schemas/issue/comment.ts';
import type { JiraCreatedIssue } from './schemas/issue/created-issue.ts';
import type { JiraField } from './schemas/field.ts';
import type { JiraPermissions } from './schemas/permissions.ts';
import type { JiraIssueType, JiraProject } from './schemas/project.ts';
import type { JiraServerInfo } from './schemas/server-info.ts';
import type { JiraTypeStatuses } from './schemas/status.ts';
import type { JiraTransition } from './schemas/issue/transition.ts';
import type { JiraUser } from './schemas/user.ts';

/**
 * One Jira, Cloud or Data Center, as one account.
 *
 * Every call waits for the pauses that Jira asked for, takes a signal and a deadline, and throws
 * `JiraError` alone. Reads are tried again (up to three times, before the deadline); writes never are.
 */
export interface JiraClient {
  /** Which product this is; asked of the server once unless it was configured. */
  deployment(options: JiraCallOptions): Promise<JiraDeployment>;
  /** The account of the credential. `anonymous` on Cloud when the credential is nobody's. */
  myself(options: JiraCallOptions): Promise<JiraUser>;
  /** Product, version and address. */
  serverInfo(options: JiraCallOptions): Promise<JiraServerInfo>;
  /** A project by id or key. */
  project(idOrKey: string, options: JiraCallOptions): Promise<JiraProject>;
  /** The statuses of a project, for each issue type. */
  projectStatuses(idOrKey: string, options: JiraCallOptions): Promise<readonly JiraTypeStatuses[]>;
  /** Whether the account holds each of the named permissions. */
  myPermissions(
    ask: { readonly permissions: readonly string[]; readonly in: PermissionContext },
    options: JiraCallOptions,
  ): Promise<JiraPermissions>;
  /** The issue types that can be created in a project. */
  createIssueTypes(project: string, options: JiraCallOptions): Promise<readonly JiraIssueType[]>;
  /** The fields of a create screen. */
  createFields(
    of: { readonly project: string; readonly issueTypeId: string },
    options: JiraCallOptions,
  ): Promise<readonly JiraField[]>;
  /** Creates an issue; sent once. With outcome `unknown`, look for it before creating another. */
  createIssue(issue: NewIssue, options: JiraWriteOptions): Promise<JiraCreatedIssue>;
  /** Reads an issue whole, or says that it is gone (only when that can be believed). */
  readIssue(read: ReadIssue, options: JiraCallOptions): Promise<JiraIssueReading>;
  /** Adds a comment; sent once. */
  addComment(issueId: string, comment: NewComment, options: JiraWriteOptions): Promise<JiraComment>;
  /** Deletes a comment. */
  deleteComment(
    of: { readonly issueId: string; readonly commentId: string },
    options: JiraWriteOptions,
  ): Promise<void>;
  /** One property of each of the given comments, by comment id; comments without it are left out. */
  commentProperties(
    ask: { readonly commentIds: readonly string[]; readonly key: string },
    options: JiraCallOptions,
  ): Promise<ReadonlyMap<string, unknown>>;
  /** The moves that can be made from where the issue is, with the fields of their screens. */
  transitions(issueId: string, options: JiraCallOptions): Promise<readonly JiraTransition[]>;
  /** Makes a move; sent once. */
  transition(issueId: string, move: TransitionMove, options: JiraWriteOptions): Promise<void>;
  /** Writes an issue property, whole. */
  setIssueProperty(
    set: { readonly issueId: string; readonly key: string; readonly value: unknown },
    options: JiraWriteOptions,
  ): Promise<void>;
  /** The named properties of an issue; those that do not exist are left out. `not-found` when the issue is missing. */
  issueProperties(
    of: { readonly issueId: string; readonly keys: readonly string[] },
    options: JiraCallOptions,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Pages of issues; the deadline counts for each page. Cloud's index lags by seconds to minutes. */
  search(search: JiraSearch, options: JiraCallOptions): AsyncIterable<readonly JiraFoundIssue[]>;
  /** An account by its id (Cloud: account id, Data Center: user key). */
  user(id: string, options: JiraCallOptions): Promise<JiraUser>;
  /**
   * The first 50 accounts that a text matches, inactive ones possibly among them: on Cloud by name or visible e-mail
   * address, on Data Center by user name. A match may be of a part only, so compare.
   */
  searchUsers(text: string, options: JiraCallOptions): Promise<readonly JiraUser[]>;
  /** Uses the credential again after a refusal made the client stop (Data Center's lock-out). */
  retryCredential(): void;
  /** Closes the idle connections. Calls still running fail. */
  close(): void;
}
