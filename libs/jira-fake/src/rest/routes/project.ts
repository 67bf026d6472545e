import { holds } from '../../engine/permission.ts';
import type { JiraProject } from '../../engine/project.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import { numberOf, ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { selfUrl } from '../view.ts';
import { pageOf } from '../page.ts';
import { renderFieldMeta } from '../render/field.ts';
import { renderIssueType, renderProject } from '../render/project.ts';
import { renderStatus } from '../render/status.ts';

/** Projects, their statuses, and what creating an issue asks for. */
export const PROJECT_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: 'project', handle: listProjects },
  { method: 'GET', path: 'project/search', only: 'cloud', handle: searchProjects },
  { method: 'GET', path: 'project/:projectIdOrKey', handle: readProject },
  { method: 'GET', path: 'project/:projectIdOrKey/statuses', handle: projectStatuses },
  { method: 'GET', path: 'status', handle: listStatuses },
  { method: 'GET', path: 'status/:idOrName', handle: readStatus },
  { method: 'GET', path: 'issue/createmeta/:projectIdOrKey/issuetypes', handle: createTypes },
  { method: 'GET', path: 'issue/createmeta/:projectIdOrKey/issuetypes/:typeId', handle: createFields },
  { method: 'GET', path: 'field', handle: listFields },
];

function seenProjects(call: JiraCall): readonly JiraProject[] {
  return call.site.projects.filter((project) => holds(call.actor, 'BROWSE_PROJECTS', project));
}

function calledProject(call: JiraCall): JiraProject {
  const wanted = call.params['projectIdOrKey'] ?? '';
  const found = seenProjects(call).find((project) => project.id === wanted || project.key === wanted);
  if (found !== undefined) return found;
  throw new JiraRefusal(
    'not-found',
    `No project could be found with ${/^\d+$/.test(wanted) ? 'id' : 'key'} '${wanted}'.`,
  );
}

function listProjects(call: JiraCall): JiraAnswer {
  return ok(seenProjects(call).map((project) => renderProject(call, project)));
}

function searchProjects(call: JiraCall): JiraAnswer {
  const keys = call.query.getAll('keys');
  const found = seenProjects(call).filter((project) => keys.length === 0 || keys.includes(project.key));
  const page = pageOf(found, requested(call));
  const { startAt, maxResults, total, isLast } = page;
  const self = selfUrl(call, `project/search?maxResults=${maxResults}&startAt=${startAt}`);
  return ok({
    self,
    maxResults,
    startAt,
    total,
    isLast,
    values: page.items.map((one) => renderProject(call, one)),
  });
}

function readProject(call: JiraCall): JiraAnswer {
  return ok(renderProject(call, calledProject(call)));
}

function projectStatuses(call: JiraCall): JiraAnswer {
  const project = calledProject(call);
  const statuses = project.workflow.statusIds.map((id) => renderStatus(call, call.site.status(id)));
  return ok(
    project.issueTypes.map(({ id, name, subtask }) => ({
      self: selfUrl(call, `issuetype/${id}`),
      id,
      name,
      subtask: subtask ?? false,
      statuses,
    })),
  );
}

function listStatuses(call: JiraCall): JiraAnswer {
  if (call.actor === undefined) return ok([]);
  return ok(call.site.statuses.map((status) => renderStatus(call, status)));
}

/** Several statuses may share a name (team-managed projects); the first wins. */
function readStatus(call: JiraCall): JiraAnswer {
  const wanted = call.params['idOrName'] ?? '';
  const found = call.site.statuses.find((status) => status.id === wanted || status.name === wanted);
  if (found !== undefined && call.actor !== undefined) return ok(renderStatus(call, found));
  throw new JiraRefusal('not-found', `The status with id '${wanted}' does not exist`);
}

function createTypes(call: JiraCall): JiraAnswer {
  const page = pageOf(calledProject(call).issueTypes, requested(call));
  const types = page.items.map((type) => renderIssueType(call, type));
  return ok(metaPage(call, 'issueTypes', { ...page, items: types }));
}

function createFields(call: JiraCall): JiraAnswer {
  const project = calledProject(call);
  const type = project.issueTypes.find((one) => one.id === call.params['typeId']);
  if (type === undefined) throw new JiraRefusal('not-found', 'Issue type not found.');
  const page = pageOf([...fixedFields(call, project), ...screenFields(call, project)], requested(call));
  return ok(metaPage(call, 'fields', page));
}

function fixedFields(call: JiraCall, project: JiraProject): readonly Record<string, unknown>[] {
  const fixed = (id: string, name: string, allowedValues: readonly unknown[]) => ({
    required: true,
    schema: { type: id, system: id },
    name,
    key: id,
    fieldId: id,
    hasDefaultValue: false,
    operations: id === 'project' ? ['set'] : [],
    allowedValues,
  });
  return [
    fixed(
      'issuetype',
      'Issue Type',
      project.issueTypes.map((type) => renderIssueType(call, type)),
    ),
    fixed('project', 'Project', [{ id: project.id, key: project.key, name: project.name }]),
  ];
}

function screenFields(call: JiraCall, project: JiraProject): readonly Record<string, unknown>[] {
  return project.createScreen.flatMap(({ fieldId, required }) => {
    const field = call.site.field(fieldId);
    return field === undefined ? [] : [{ ...renderFieldMeta(call, field, required), fieldId }];
  });
}

interface MetaPage {
  readonly startAt: number;
  readonly maxResults: number;
  readonly total: number;
  readonly isLast: boolean;
  readonly items: readonly unknown[];
}

/** Cloud names the list after what is in it; Data Center calls every list `values`. */
function metaPage(call: JiraCall, name: string, page: MetaPage): Record<string, unknown> {
  const { startAt, maxResults, total, isLast, items } = page;
  const cloud = call.site.deployment === 'cloud';
  return { startAt, maxResults, total, ...(cloud ? { [name]: items } : { isLast, values: items }) };
}

function listFields(call: JiraCall): JiraAnswer {
  return ok(
    call.site.fields.map((field) => ({
      id: field.id,
      key: field.id,
      name: field.name,
      custom: field.id.startsWith('customfield_'),
      orderable: true,
      navigable: true,
      searchable: true,
      clauseNames: [field.id],
      schema: renderFieldMeta(call, field, false)['schema'],
    })),
  );
}

function requested({ query }: JiraCall): { startAt: number; maxResults: number } {
  return { startAt: numberOf(query, 'startAt', 0), maxResults: numberOf(query, 'maxResults', 50) };
}
