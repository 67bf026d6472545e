import type { JiraProject } from '../../engine/project.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import { listOf, ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { calledProject, requested, seenProjects } from '../called-project.ts';
import { pageOf } from '../page.ts';
import { renderFieldMeta } from '../render/field.ts';
import { renderIssueType, renderProjectLink } from '../render/project.ts';

/** What creating an issue asks for: by project and type, and all in one, which Cloud has kept and Data Center 9 dropped. */
export const CREATE_META_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: 'issue/createmeta/:projectIdOrKey/issuetypes', handle: createTypes },
  { method: 'GET', path: 'issue/createmeta/:projectIdOrKey/issuetypes/:typeId', handle: createFields },
  { method: 'GET', path: 'issue/createmeta', only: 'cloud', handle: createEverything },
];

/** Narrowed by `projectKeys`, `projectIds`, `issuetypeNames` and `issuetypeIds`; fields only where they are expanded. */
function createEverything(call: JiraCall): JiraAnswer {
  const { query } = call;
  const named = (name: string, value: string): boolean => {
    const wanted = listOf(query, name);
    return wanted.length === 0 || wanted.includes(value);
  };
  const withFields = listOf(query, 'expand').includes('projects.issuetypes.fields');
  const projects = seenProjects(call).filter(
    ({ id, key }) => named('projectIds', id) && named('projectKeys', key),
  );
  return ok({
    expand: 'projects',
    projects: projects.map((project) => ({
      ...renderProjectLink(call, project),
      issuetypes: project.issueTypes
        .filter(({ id, name }) => named('issuetypeIds', id) && named('issuetypeNames', name))
        .map((type) => ({
          ...renderIssueType(call, type),
          ...(withFields ? { fields: fieldsById(call, project) } : {}),
        })),
    })),
  });
}

function fieldsById(call: JiraCall, project: JiraProject): Record<string, unknown> {
  const fields = [...fixedFields(call, project), ...screenFields(call, project)];
  return Object.fromEntries(fields.map((field) => [String(field['fieldId']), field]));
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
