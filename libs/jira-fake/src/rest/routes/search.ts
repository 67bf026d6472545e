import type { JiraIssue } from '../../engine/issue.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import { searchIssues } from '../../engine/search.ts';
import {
  invalidPayload,
  listOf,
  numberOf,
  objectBody,
  ok,
  type JiraAnswer,
  type JiraCall,
  type JiraRoute,
} from '../call.ts';
import { pageOf } from '../page.ts';
import { renderIssue, type IssueView } from '../render/issue.ts';

/** Search: tokens on Cloud, offsets on Data Center. */
export const SEARCH_ROUTES: readonly JiraRoute[] = [
  {
    method: 'GET',
    path: 'search/jql',
    only: 'cloud',
    handle: (call) => searchByToken(call, queryBody(call)),
  },
  {
    method: 'POST',
    path: 'search/jql',
    only: 'cloud',
    handle: (call) => searchByToken(call, strictBody(call)),
  },
  { method: 'POST', path: 'search/approximate-count', only: 'cloud', handle: count },
  { method: 'GET', path: 'search', handle: (call) => searchByOffset(call, queryBody(call)) },
  { method: 'POST', path: 'search', handle: (call) => searchByOffset(call, objectBody(call)) },
];

type Body = Readonly<Record<string, unknown>>;

const KNOWN = new Set([
  'jql',
  'nextPageToken',
  'maxResults',
  'fields',
  'expand',
  'properties',
  'fieldsByKeys',
  'failFast',
  'reconcileIssues',
]);

function queryBody({ query }: JiraCall): Body {
  const lists = ['fields', 'properties', 'reconcileIssues'];
  const single = Object.fromEntries([...query].filter(([name]) => !lists.includes(name)));
  return {
    ...single,
    ...Object.fromEntries(lists.flatMap((name) => (query.has(name) ? [[name, listOf(query, name)]] : []))),
    ...(query.has('maxResults') ? { maxResults: Number(query.get('maxResults')) } : {}),
    startAt: numberOf(query, 'startAt', 0),
  };
}

function strictBody(call: JiraCall): Body {
  const body = objectBody(call);
  const lists = ['fields', 'properties', 'reconcileIssues'];
  const wrong =
    Object.keys(body).some((name) => !KNOWN.has(name)) ||
    lists.some((name) => body[name] !== undefined && !Array.isArray(body[name])) ||
    ['jql', 'expand', 'nextPageToken'].some(
      (name) => body[name] !== undefined && typeof body[name] !== 'string',
    );
  if (wrong) throw invalidPayload();
  return body;
}

function searchByToken(call: JiraCall, body: Body): JiraAnswer {
  const maxResults = body['maxResults'] === undefined ? 50 : Number(body['maxResults']);
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > 5000) {
    throw new JiraRefusal('invalid', 'The value for maxResults must be between 1 and 5000.');
  }
  const view = viewOf(body, ['id']);
  if (view.properties.length > 5) throw new JiraRefusal('invalid', 'At most 5 properties may be requested.');
  const reconcile = textList(body['reconcileIssues']);
  if (reconcile.length > 50) throw new JiraRefusal('invalid', 'At most 50 issues may be reconciled.');
  const found = run(call, body, reconcile);
  const place = readToken(body['nextPageToken']);
  const { settings } = call.site;
  if (place.emptyPages < settings.emptyFirstPages) {
    const nextPageToken = writeToken({ startAt: 0, emptyPages: place.emptyPages + 1 });
    return ok({ issues: [], nextPageToken, isLast: false });
  }
  const page = pageOf(found, { startAt: settings.pagesRepeat ? 0 : place.startAt, maxResults });
  return ok({
    issues: page.items.map((issue) => renderIssue(call, issue, view)),
    ...(page.isLast ? {} : { nextPageToken: writeToken({ ...place, startAt: page.startAt + maxResults }) }),
    isLast: page.isLast,
  });
}

/** Gone from Cloud; Data Center has nothing else. */
function searchByOffset(call: JiraCall, body: Body): JiraAnswer {
  if (call.site.deployment === 'cloud') {
    throw new JiraRefusal(
      'gone',
      'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration ' +
        'guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
    );
  }
  const maxResults = Math.min(Number(body['maxResults'] ?? 50), 1000);
  const startAt = call.site.settings.pagesRepeat ? 0 : Number(body['startAt'] ?? 0);
  const page = pageOf(run(call, body, []), { startAt, maxResults });
  const view = viewOf(body, ['*navigable']);
  return ok({
    expand: 'schema,names',
    startAt: page.startAt,
    maxResults,
    total: page.total,
    issues: page.items.map((issue) => renderIssue(call, issue, view)),
  });
}

function count(call: JiraCall): JiraAnswer {
  return ok({ count: run(call, strictBody(call), []).length });
}

function run(call: JiraCall, body: Body, reconcile: readonly string[]): readonly JiraIssue[] {
  const jql = body['jql'];
  return searchIssues(call.site, {
    jql: typeof jql === 'string' ? jql : '',
    caller: call.actor,
    reconcile,
    mayBeUnbounded: call.site.deployment === 'datacenter',
  });
}

function viewOf(body: Body, fields: readonly string[]): IssueView {
  const asked = textList(body['fields']);
  return {
    fields: asked.length === 0 ? fields : asked,
    expand: textList(body['expand']),
    properties: textList(body['properties']),
  };
}

function textList(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(',').map((one) => one.trim()) : [];
}

/** Where a search goes on, and how many empty pages it has given already. */
interface Place {
  readonly startAt: number;
  readonly emptyPages: number;
}

function writeToken({ startAt, emptyPages }: Place): string {
  return Buffer.from(`page:${startAt}:${emptyPages}`).toString('base64url');
}

function readToken(token: unknown): Place {
  if (token === undefined || token === '') return { startAt: 0, emptyPages: 0 };
  const found = /^page:(\d+):(\d+)$/.exec(Buffer.from(String(token as string), 'base64url').toString());
  if (found === null) throw new JiraRefusal('invalid', 'The provided next page token is invalid or expired.');
  return { startAt: Number(found[1]), emptyPages: Number(found[2]) };
}
