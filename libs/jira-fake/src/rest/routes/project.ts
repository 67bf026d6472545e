import { JiraRefusal } from '../../engine/refusal.ts';
import { ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { calledProject, requested, seenProjects } from '../called-project.ts';
import { selfUrl } from '../view.ts';
import { pageOf } from '../page.ts';
import { renderFieldMeta } from '../render/field.ts';
import { renderProject } from '../render/project.ts';
import { renderStatus } from '../render/status.ts';

/** Projects, their statuses, and the fields of the site. */
export const PROJECT_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: 'project', handle: listProjects },
  { method: 'GET', path: 'project/search', only: 'cloud', handle: searchProjects },
  { method: 'GET', path: 'project/:projectIdOrKey', handle: readProject },
  { method: 'GET', path: 'project/:projectIdOrKey/statuses', handle: projectStatuses },
  { method: 'GET', path: 'project/:projectIdOrKey/components', handle: nothingOfProject },
  { method: 'GET', path: 'project/:projectIdOrKey/versions', handle: nothingOfProject },
  { method: 'GET', path: 'status', handle: listStatuses },
  { method: 'GET', path: 'status/:idOrName', handle: readStatus },
  { method: 'GET', path: 'field', handle: listFields },
];

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

/** The fake's projects have neither components nor versions. */
function nothingOfProject(call: JiraCall): JiraAnswer {
  calledProject(call);
  return ok([]);
}

/** Several statuses may share a name (team-managed projects); the first wins. */
function readStatus(call: JiraCall): JiraAnswer {
  const wanted = call.params['idOrName'] ?? '';
  const found = call.site.statuses.find((status) => status.id === wanted || status.name === wanted);
  if (found !== undefined && call.actor !== undefined) return ok(renderStatus(call, found));
  throw new JiraRefusal('not-found', `The status with id '${wanted}' does not exist`);
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
