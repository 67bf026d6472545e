import { deleteProperty, noProperty, setProperty } from '../../engine/issue-property.ts';
import { jsonBody, ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { selfUrl } from '../view.ts';
import { calledIssue } from '../called-issue.ts';

/** Issue properties. */
export const PROPERTY_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: 'issue/:issueIdOrKey/properties', handle: list },
  { method: 'GET', path: 'issue/:issueIdOrKey/properties/:key', handle: read },
  { method: 'PUT', path: 'issue/:issueIdOrKey/properties/:key', handle: write },
  { method: 'DELETE', path: 'issue/:issueIdOrKey/properties/:key', handle: remove },
];

function list(call: JiraCall): JiraAnswer {
  const issue = calledIssue(call);
  const self = (key: string): string =>
    selfUrl(call, `issue/${issue.id}/properties/${encodeURIComponent(key)}`);
  return ok({ keys: Object.keys(issue.properties).map((key) => ({ self: self(key), key })) });
}

function read(call: JiraCall): JiraAnswer {
  const issue = calledIssue(call);
  const key = call.params['key'] ?? '';
  if (!Object.hasOwn(issue.properties, key)) throw noProperty(key);
  return ok({ key, value: issue.properties[key] });
}

function write(call: JiraCall): JiraAnswer {
  const issue = calledIssue(call);
  const result = setProperty(call, issue, { key: call.params['key'] ?? '', value: jsonBody(call) });
  return { status: result === 'created' ? 201 : 200 };
}

function remove(call: JiraCall): JiraAnswer {
  deleteProperty(call, calledIssue(call), call.params['key'] ?? '');
  return { status: 204 };
}
