import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions, JiraDeployment } from '../api/jira-client-options.ts';
import { JiraError } from '../api/jira-error.ts';
import { changePageSchema, type JiraChange, type JiraChangePage } from '../schemas/issue/change.ts';
import type { JiraComment, JiraCommentPage } from '../schemas/issue/comment.ts';
import { ISSUE_FIELDS, issueSchema, type JiraIssueAnswer } from '../schemas/issue/issue.ts';
import type { JiraTransition } from '../schemas/issue/transition.ts';
import { segment } from './segment.ts';
import { myPermissions } from './account.ts';
import type { AuthenticatedCheck } from './authenticated.ts';
import { allComments } from './comments.ts';
import { createListing } from './listing.ts';
import { requireSameIssue } from './same-issue.ts';

/** An issue, whole: its history and comments are complete, oldest first. */
export interface JiraIssue extends Omit<
  JiraIssueAnswer,
  'comments' | 'changes' | 'transitions' | 'properties'
> {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly comments: readonly JiraComment[];
  readonly changes: readonly JiraChange[];
  /** What the account may do from here; empty without the right to move. */
  readonly transitions: readonly JiraTransition[];
}

/** Absence is a fact only when the answer was authenticated and browsing the project is allowed. */
export type JiraIssueReading =
  { readonly kind: 'issue'; readonly issue: JiraIssue } | { readonly kind: 'gone' };

/** Which issue to read, and what of it. */
export interface ReadIssue {
  /** The id rather than the key: it survives a move to another project. */
  readonly issueId: string;
  /** The keys of the issue properties to read. */
  readonly properties: readonly string[];
  /** The project whose `BROWSE_PROJECTS` permission lets a 404 count as gone. */
  readonly projectKey: string;
}

/** What reading takes, beside the call itself. */
export interface ReadIssueParts {
  readonly caller: Caller;
  readonly authenticated: AuthenticatedCheck;
  readonly deployment: JiraDeployment;
}

/** Reads everything in one call, and the rest of a long history or discussion in as many as it takes. */
export async function readIssue(
  parts: ReadIssueParts,
  read: ReadIssue,
  options: JiraCallOptions,
): Promise<JiraIssueReading> {
  try {
    const answered = await parts.caller.call(issueCall(read), options);
    requireSameIssue(read.issueId, answered.value.id, 'read issue');
    return { kind: 'issue', issue: await complete(parts, answered.value, options) };
  } catch (error) {
    if (!(error instanceof JiraError) || error.code !== 'not-found') throw error;
    return absence(parts, { read, error }, options);
  }
}

function issueCall(read: ReadIssue) {
  return {
    operation: 'read issue',
    method: 'GET',
    path: `/issue/${segment(read.issueId)}`,
    template: '/issue/{id}',
    query: {
      fields: [...ISSUE_FIELDS, 'comment'].join(','),
      expand: 'changelog,transitions',
      properties: read.properties.join(','),
    },
    schema: issueSchema,
  } as const;
}

async function complete(
  parts: ReadIssueParts,
  answer: JiraIssueAnswer,
  options: JiraCallOptions,
): Promise<JiraIssue> {
  const [comments, changes] = await Promise.all([
    completeComments(parts, answer, options),
    completeChanges(parts, answer, options),
  ]);
  return {
    ...answer,
    properties: answer.properties ?? {},
    transitions: answer.transitions ?? [],
    comments: comments.toSorted((a, b) => a.created - b.created || byNumber(a.id, b.id)),
    changes: changes.toSorted((a, b) => byNumber(a.id, b.id)),
  };
}

async function completeComments(
  { caller }: ReadIssueParts,
  { id, comments }: JiraIssueAnswer,
  options: JiraCallOptions,
): Promise<readonly JiraComment[]> {
  return isWhole(comments) ? comments.comments : allComments(caller, id, options);
}

function isWhole(page: JiraCommentPage | undefined): page is JiraCommentPage {
  return page !== undefined && page.comments.length >= page.total;
}

/** Cloud embeds the newest hundred at most; Data Center embeds all, and has no pages to ask for. */
async function completeChanges(
  { caller, deployment }: ReadIssueParts,
  { id, changes }: JiraIssueAnswer,
  options: JiraCallOptions,
): Promise<readonly JiraChange[]> {
  if (changes !== undefined && changes.changes.length >= changes.total) return changes.changes;
  if (deployment === 'datacenter') throw incompleteHistory();
  const all = new Map((changes?.changes ?? []).map((change) => [change.id, change]));
  const listing = createListing('read history of issue');
  for (let startAt = 0; ;) {
    const page: JiraChangePage = await changePage(caller, { id, startAt }, options);
    listing.arrived({ asked: startAt, answered: page.startAt, ids: page.changes.map((change) => change.id) });
    for (const change of page.changes) all.set(change.id, change);
    startAt += page.changes.length;
    if (all.size >= page.total) return [...all.values()];
    if (page.changes.length === 0 || startAt >= page.total) throw incompleteHistory();
  }
}

async function changePage(
  caller: Caller,
  { id, startAt }: { readonly id: string; readonly startAt: number },
  options: JiraCallOptions,
): Promise<JiraChangePage> {
  const call = {
    operation: 'read history of issue',
    method: 'GET',
    path: `/issue/${segment(id)}/changelog`,
    template: '/issue/{id}/changelog',
    query: { startAt, maxResults: 100 },
    schema: changePageSchema,
  } as const;
  return (await caller.call(call, options)).value;
}

async function absence(
  { caller, authenticated }: ReadIssueParts,
  { read, error }: { readonly read: ReadIssue; readonly error: JiraError },
  options: JiraCallOptions,
): Promise<JiraIssueReading> {
  await authenticated.require(error.answeredTo, error.operation, options);
  if (await mayBrowse(caller, read.projectKey, options)) return { kind: 'gone' };
  throw new JiraError({
    code: 'forbidden',
    operation: 'read issue',
    outcome: 'not-done',
    status: 404,
    message: `the account may not browse project ${read.projectKey}, so a missing issue means nothing. Give it the Browse Projects permission.`,
  });
}

/** A project that the account may not see is answered as missing. */
async function mayBrowse(caller: Caller, projectKey: string, options: JiraCallOptions): Promise<boolean> {
  try {
    const ask = { permissions: ['BROWSE_PROJECTS'], in: { projectKey } };
    return (await myPermissions(caller, ask, options))['BROWSE_PROJECTS'] === true;
  } catch (error) {
    if (error instanceof JiraError && error.code === 'not-found') return false;
    throw error;
  }
}

function incompleteHistory(): JiraError {
  return new JiraError({
    code: 'unexpected-answer',
    operation: 'read issue',
    outcome: 'not-done',
    message: "the issue's history is not complete, and Jira does not give the rest.",
  });
}

/** Ids are numbers too large for comfort only in theory; still, compare them without losing digits. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
