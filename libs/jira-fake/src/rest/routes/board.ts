import type { JiraProject } from '../../engine/project.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import { searchIssues } from '../../engine/search.ts';
import { listOf, ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { requested, seenProjects } from '../called-project.ts';
import { pageOf } from '../page.ts';
import { renderIssue } from '../render/issue.ts';

const BASE = '/rest/agile/1.0/board';

/** Jira Software's boards: one Kanban board a project, without sprints. */
export const BOARD_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: BASE, handle: listBoards },
  { method: 'GET', path: `${BASE}/:boardId`, handle: (call) => ok(renderBoard(call, calledBoard(call))) },
  { method: 'GET', path: `${BASE}/:boardId/configuration`, handle: configuration },
  { method: 'GET', path: `${BASE}/:boardId/issue`, handle: issues },
  { method: 'GET', path: `${BASE}/:boardId/sprint`, handle: refuseSprints },
];

function listBoards(call: JiraCall): JiraAnswer {
  requireUser(call);
  const { query } = call;
  const project = query.get('projectKeyOrId');
  const name = query.get('name')?.toLowerCase();
  const kinds = listOf(query, 'type');
  const found = seenProjects(call).filter(
    (one) =>
      (project === null || one.key === project || one.id === project) &&
      (name === undefined || nameOf(one).toLowerCase().includes(name)) &&
      (kinds.length === 0 || kinds.includes(kindOf(one))),
  );
  const { items, ...page } = pageOf(found, requested(call));
  return ok({ ...page, values: items.map((one) => renderBoard(call, one)) });
}

function renderBoard(call: JiraCall, project: JiraProject): Record<string, unknown> {
  return {
    id: Number(project.id),
    self: `${call.baseUrl}${BASE}/${project.id}`,
    name: nameOf(project),
    type: kindOf(project),
    location: {
      projectId: Number(project.id),
      projectKey: project.key,
      projectName: project.name,
      name: project.name,
    },
  };
}

/** A board has the id of its project. */
function calledBoard(call: JiraCall): JiraProject {
  requireUser(call);
  const found = seenProjects(call).find(({ id }) => id === call.params['boardId']);
  if (found !== undefined) return found;
  throw new JiraRefusal(
    'not-found',
    'The requested board cannot be viewed because it either does not exist or you do not have permission to view it.',
  );
}

function configuration(call: JiraCall): JiraAnswer {
  const project = calledBoard(call);
  const columns = project.workflow.statusIds.map((id) => ({
    name: call.site.status(id).name,
    statuses: [{ id, self: `${call.baseUrl}/rest/api/2/status/${id}` }],
  }));
  return ok({
    id: Number(project.id),
    name: nameOf(project),
    type: kindOf(project),
    self: `${call.baseUrl}${BASE}/${project.id}/configuration`,
    columnConfig: { columns, constraintType: 'none' },
  });
}

function issues(call: JiraCall): JiraAnswer {
  const { key } = calledBoard(call);
  const more = call.query.get('jql');
  const jql = `project = ${key}${more === null || more === '' ? '' : ` AND (${more})`}`;
  const found = searchIssues(call.site, { jql, caller: call.actor, mayBeUnbounded: true });
  const { items, startAt, maxResults, total } = pageOf(found, requested(call));
  const view = { fields: listOf(call.query, 'fields'), expand: listOf(call.query, 'expand'), properties: [] };
  return ok({
    expand: 'schema,names',
    startAt,
    maxResults,
    total,
    issues: items.map((issue) => renderIssue(call, issue, view)),
  });
}

function refuseSprints(call: JiraCall): JiraAnswer {
  calledBoard(call);
  throw new JiraRefusal('invalid', 'The board does not support sprints');
}

function nameOf({ key }: JiraProject): string {
  return `${key} board`;
}

function kindOf({ style }: JiraProject): 'kanban' | 'simple' {
  return style === 'next-gen' ? 'simple' : 'kanban';
}

function requireUser(call: JiraCall): void {
  if (call.actor !== undefined) return;
  throw new JiraRefusal('unauthenticated', 'Client must be authenticated to access this resource.');
}
