import {
  addComment,
  deleteComment,
  editComment,
  replaceComment,
  type Commented,
} from '../../engine/comment.ts';
import { noProperty } from '../../engine/issue-property.ts';
import { seenComments } from '../../engine/internal-comment.ts';
import { holds } from '../../engine/permission.ts';
import { checkProperty } from '../../engine/property-input.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import {
  jsonBody,
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
import { calledIssue } from '../called-issue.ts';
import { pageOf } from '../page.ts';
import { renderComment } from '../render/comment.ts';

/** Comments and their properties. */
export const COMMENT_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: 'issue/:issueIdOrKey/comment', handle: list },
  { method: 'POST', path: 'issue/:issueIdOrKey/comment', handle: add },
  { method: 'GET', path: 'issue/:issueIdOrKey/comment/:id', handle: read },
  { method: 'PUT', path: 'issue/:issueIdOrKey/comment/:id', handle: edit },
  { method: 'DELETE', path: 'issue/:issueIdOrKey/comment/:id', handle: remove },
  { method: 'POST', path: 'comment/list', only: 'cloud', handle: listByIds },
  { method: 'GET', path: 'comment/:id/properties', handle: listProperties },
  { method: 'GET', path: 'comment/:id/properties/:key', handle: readProperty },
  { method: 'PUT', path: 'comment/:id/properties/:key', handle: writeProperty },
  { method: 'DELETE', path: 'comment/:id/properties/:key', handle: removeProperty },
];

function list(call: JiraCall): JiraAnswer {
  const issue = calledIssue(call);
  const order = call.query.get('orderBy') ?? 'created';
  if (!/^[+\- ]?created$/.test(order)) {
    throw new JiraRefusal(
      'invalid',
      `The field to order by should be one of [created]. Instead, it was: ${order}.`,
    );
  }
  const seen = seenComments(call.site, call.actor, issue);
  const comments = order.startsWith('-') ? seen.toReversed() : seen;
  const page = pageOf(comments, {
    startAt: startOf(call),
    maxResults: numberOf(call.query, 'maxResults', call.site.deployment === 'cloud' ? 100 : 50),
  });
  return ok({
    startAt: page.startAt,
    maxResults: page.maxResults,
    total: page.total,
    comments: page.items.map((comment) => renderComment(call, { issue, comment }, viewOf(call))),
  });
}

/** Comments of any issues by their ids; those that the caller may not see are left out. */
function listByIds(call: JiraCall): JiraAnswer {
  const { ids } = objectBody(call);
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 1000) {
    throw new JiraRefusal('invalid', 'The list of comment IDs must have between 1 and 1000 entries.');
  }
  const wanted = new Set(ids.map(String));
  const seen = call.site.issues.filter((issue) =>
    holds(call.actor, 'BROWSE_PROJECTS', call.site.projectOf(issue)),
  );
  const found = seen.flatMap((issue) =>
    seenComments(call.site, call.actor, issue)
      .filter(({ id }) => wanted.has(id))
      .map((comment) => ({ issue, comment })),
  );
  return ok({
    self: selfUrl(call, 'comment/list'),
    maxResults: 1_048_576,
    startAt: 0,
    total: found.length,
    isLast: true,
    values: found.map((one) => renderComment(call, one, viewOf(call))),
  });
}

function add(call: JiraCall): JiraAnswer {
  const body = objectBody(call);
  const commented = addComment(call, calledIssue(call), body);
  return { status: 201, body: renderComment(call, commented) };
}

function read(call: JiraCall): JiraAnswer {
  return ok(renderComment(call, calledComment(call), viewOf(call)));
}

function edit(call: JiraCall): JiraAnswer {
  return ok(renderComment(call, editComment(call, calledComment(call), objectBody(call))));
}

function remove(call: JiraCall): JiraAnswer {
  deleteComment(call, calledComment(call));
  return { status: 204 };
}

function listProperties(call: JiraCall): JiraAnswer {
  const { comment } = commentAnywhere(call);
  const self = (key: string): string => selfUrl(call, `comment/${comment.id}/properties/${key}`);
  return ok({ keys: Object.keys(comment.properties).map((key) => ({ self: self(key), key })) });
}

function readProperty(call: JiraCall): JiraAnswer {
  const { comment } = commentAnywhere(call);
  const key = call.params['key'] ?? '';
  if (!Object.hasOwn(comment.properties, key)) throw noProperty(key);
  return ok({ key, value: comment.properties[key] });
}

function writeProperty(call: JiraCall): JiraAnswer {
  const { issue, comment } = commentAnywhere(call);
  const key = call.params['key'] ?? '';
  const properties = { ...comment.properties, [key]: checkProperty(key, jsonBody(call)) };
  replaceComment(call, issue, { ...comment, properties });
  return { status: Object.hasOwn(comment.properties, key) ? 200 : 201 };
}

function removeProperty(call: JiraCall): JiraAnswer {
  const { issue, comment } = commentAnywhere(call);
  const key = call.params['key'] ?? '';
  if (!Object.hasOwn(comment.properties, key)) throw noProperty(key);
  const properties = Object.fromEntries(Object.entries(comment.properties).filter(([name]) => name !== key));
  replaceComment(call, issue, { ...comment, properties });
  return { status: 204 };
}

function calledComment(call: JiraCall): Commented {
  const issue = calledIssue(call);
  const comment = seenComments(call.site, call.actor, issue).find((one) => one.id === call.params['id']);
  if (comment === undefined) {
    throw new JiraRefusal('not-found', `Can not find a comment for the id: ${call.params['id'] ?? ''}.`);
  }
  return { issue, comment };
}

function commentAnywhere(call: JiraCall): Commented {
  const id = call.params['id'] ?? '';
  for (const issue of call.site.issues) {
    const comment = seenComments(call.site, call.actor, issue).find((one) => one.id === id);
    if (comment !== undefined) return { issue: call.site.seenIssue(call.actor, issue.id), comment };
  }
  throw new JiraRefusal('not-found', `Can not find a comment for the id: ${id}.`);
}

function viewOf(call: JiraCall): { readonly properties: boolean; readonly renderedBody: boolean } {
  const expand = listOf(call.query, 'expand');
  return { properties: expand.includes('properties'), renderedBody: expand.includes('renderedBody') };
}
