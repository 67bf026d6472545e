import { createIssue } from '../../engine/create-issue.ts';
import { deleteIssue } from '../../engine/delete-issue.ts';
import { editIssue } from '../../engine/edit-issue.ts';
import type { JiraIssue } from '../../engine/issue.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import { transitionIssue } from '../../engine/transition-issue.ts';
import {
  listOf,
  numberOf,
  objectBody,
  ok,
  startOf,
  type JiraAnswer,
  type JiraCall,
  type JiraRoute,
} from '../call.ts';
import { selfUrl } from '../view.ts';
import { pageOf } from '../page.ts';
import { renderHistory } from '../render/history.ts';
import { renderIssue, type IssueView } from '../render/issue.ts';
import { calledIssue } from '../called-issue.ts';

/** Create, read, edit, delete, and the history. */
export const ISSUE_ROUTES: readonly JiraRoute[] = [
  { method: 'POST', path: 'issue', handle: create },
  { method: 'GET', path: 'issue/:issueIdOrKey', handle: read },
  { method: 'PUT', path: 'issue/:issueIdOrKey', handle: edit },
  { method: 'DELETE', path: 'issue/:issueIdOrKey', handle: remove },
  { method: 'PUT', path: 'issue/:issueIdOrKey/assignee', handle: assign },
  { method: 'GET', path: 'issue/:issueIdOrKey/changelog', only: 'cloud', handle: changelog },
];

function create(call: JiraCall): JiraAnswer {
  const body = objectBody(call);
  if (Object.keys(body).length === 0) throw new JiraRefusal('invalid', 'No Issue Create payload supplied');
  const issue = createIssue(call, body);
  const link = { id: issue.id, key: issue.key, self: selfUrl(call, `issue/${issue.id}`) };
  if (body['transition'] === undefined) return { status: 201, body: link };
  return { status: 201, body: { ...link, transition: firstTransition(call, issue.id, body['transition']) } };
}

/** A refused transition does not undo the creation; the answer tells. */
function firstTransition(call: JiraCall, id: string, transition: unknown): Record<string, unknown> {
  try {
    transitionIssue(call, call.site.seenIssue(call.actor, id), { transition });
    return { status: 200, errorCollection: { errorMessages: [], errors: {} } };
  } catch (error) {
    if (!(error instanceof JiraRefusal)) throw error;
    return { status: error.status, errorCollection: error.body() };
  }
}

function read(call: JiraCall): JiraAnswer {
  return ok(renderIssue(call, answeredIssue(call), viewOf(call)));
}

/** The issue that the path names, or the other one that a faulty site answers about. */
function answeredIssue(call: JiraCall): JiraIssue {
  const called = calledIssue(call);
  const other = call.site.settings.mistakenReads[called.id];
  return other === undefined ? called : call.site.seenIssue(call.actor, other);
}

function viewOf({ query }: JiraCall): IssueView {
  return {
    fields: listOf(query, 'fields'),
    expand: listOf(query, 'expand'),
    properties: listOf(query, 'properties'),
  };
}

function edit(call: JiraCall): JiraAnswer {
  const issue = editIssue(call, calledIssue(call), objectBody(call));
  if (call.query.get('returnIssue') !== 'true') return { status: 204 };
  return ok(renderIssue(call, issue, viewOf(call)));
}

/** The body is the account alone; `null` in it takes the assignee away. */
function assign(call: JiraCall): JiraAnswer {
  const { accountId, name } = objectBody(call);
  const assignee = call.site.deployment === 'cloud' ? accountId : name;
  if (assignee === undefined) throw new JiraRefusal('invalid', 'The assignee must be given.');
  const value = call.site.deployment === 'cloud' ? { accountId: assignee } : { name: assignee };
  editIssue(call, calledIssue(call), { fields: { assignee: assignee === null ? null : value } });
  return { status: 204 };
}

function remove(call: JiraCall): JiraAnswer {
  deleteIssue(call, calledIssue(call));
  return { status: 204 };
}

function changelog(call: JiraCall): JiraAnswer {
  const issue = calledIssue(call);
  const page = pageOf(issue.history, {
    startAt: startOf(call),
    maxResults: Math.min(numberOf(call.query, 'maxResults', 100), 100),
  });
  const self = selfUrl(call, `issue/${issue.key}/changelog`);
  const { startAt, maxResults, total, isLast } = page;
  const next = `${self}?startAt=${startAt + maxResults}&maxResults=${maxResults}`;
  return ok({
    self: `${self}?startAt=${startAt}&maxResults=${maxResults}`,
    ...(isLast ? {} : { nextPage: next }),
    maxResults,
    startAt,
    total,
    isLast,
    values: page.items.map((entry) => renderHistory(call, entry)),
  });
}
