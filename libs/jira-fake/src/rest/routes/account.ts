import { holds, isPermissionKey, PERMISSIONS, type PermissionKey } from '../../engine/permission.ts';
import type { JiraProject } from '../../engine/project.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import type { JiraUser } from '../../engine/user.ts';
import { listOf, numberOf, ok, startOf, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { pageOf } from '../page.ts';
import { renderUser } from '../render/user.ts';

/** Who is calling, what they may do, and who else there is. */
export const ACCOUNT_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: 'myself', handle: myself },
  { method: 'GET', path: 'mypermissions', handle: myPermissions },
  { method: 'GET', path: 'user', handle: oneUser },
  { method: 'GET', path: 'user/bulk', only: 'cloud', handle: bulk },
  { method: 'GET', path: 'user/search', handle: search },
  { method: 'GET', path: 'user/assignable/search', handle: assignable },
];

function myself(call: JiraCall): JiraAnswer {
  if (call.actor === undefined) {
    throw new JiraRefusal('unauthenticated', 'Client must be authenticated to access this resource.');
  }
  const expand = listOf(call.query, 'expand');
  const list = (items: readonly unknown[], name: string) => ({
    size: items.length,
    items: expand.includes(name) ? items : [],
  });
  return ok({
    ...renderUser(call, call.actor),
    locale: call.actor.locale ?? 'en_US',
    groups: list([{ name: 'jira-users', groupId: '1', self: `${call.baseUrl}/group/1` }], 'groups'),
    applicationRoles: list([], 'applicationRoles'),
    expand: 'groups,applicationRoles',
  });
}

function myPermissions(call: JiraCall): JiraAnswer {
  const project = permissionContext(call);
  const asked = listOf(call.query, 'permissions');
  if (call.site.deployment === 'cloud' && asked.length === 0) {
    throw new JiraRefusal('invalid', "The 'permissions' query parameter is required.");
  }
  if (call.site.deployment === 'datacenter' && call.actor === undefined) {
    throw new JiraRefusal(
      'unauthenticated',
      'You are not authenticated. Authentication required to perform this operation.',
    );
  }
  const unknown = asked.filter((key) => !isPermissionKey(key));
  if (unknown.length > 0 && call.site.deployment === 'cloud') {
    const errors = Object.fromEntries(unknown.map((key) => [key, 'Unrecognized permission']));
    throw new JiraRefusal('invalid', { errors });
  }
  const keys =
    call.site.deployment === 'cloud'
      ? asked.filter(isPermissionKey)
      : Object.keys(PERMISSIONS).filter(isPermissionKey);
  const permissions = keys.map((key) => [key, renderPermission(call, key, project)] as const);
  return ok({ permissions: Object.fromEntries(permissions) });
}

function permissionContext(call: JiraCall): JiraProject | undefined {
  const project = call.query.get('projectKey') ?? call.query.get('projectId');
  const issue = call.query.get('issueKey') ?? call.query.get('issueId');
  if (issue !== null) return call.site.projectOf(call.site.seenIssue(call.actor, issue));
  if (project === null) return undefined;
  const found = call.site.findProject(project);
  if (found !== undefined && holds(call.actor, 'BROWSE_PROJECTS', found)) return found;
  throw new JiraRefusal('not-found', 'Could not find project with provided key.');
}

function renderPermission(
  { site, actor }: JiraCall,
  key: PermissionKey,
  project: JiraProject | undefined,
): Record<string, unknown> {
  const anywhere = site.projects.some((one) => holds(actor, key, one));
  const havePermission = project === undefined ? anywhere : holds(actor, key, project);
  return { ...PERMISSIONS[key], key, description: '', havePermission };
}

function oneUser(call: JiraCall): JiraAnswer {
  const { query, site } = call;
  requireUser(call);
  const wanted =
    site.deployment === 'cloud' ? query.get('accountId') : (query.get('username') ?? query.get('key'));
  const user = site.users.find((one) =>
    site.deployment === 'cloud' ? one.id === wanted : [one.name, one.id].includes(wanted ?? ''),
  );
  if (user !== undefined) return ok(renderUser(call, user));
  throw new JiraRefusal('not-found', 'Specified user does not exist or you do not have required permissions');
}

function bulk(call: JiraCall): JiraAnswer {
  requireUser(call);
  const wanted = call.query.getAll('accountId');
  const users = call.site.users.filter((user) => wanted.includes(user.id));
  const page = pageOf(users, pageRequest(call, 10));
  const { maxResults, startAt, total, isLast } = page;
  return ok({ maxResults, startAt, total, isLast, values: page.items.map((user) => renderUser(call, user)) });
}

function search(call: JiraCall): JiraAnswer {
  const name = call.site.deployment === 'cloud' ? 'query' : 'username';
  const text = call.query.get(name) ?? call.query.get('accountId');
  if (text === null) {
    throw new JiraRefusal('invalid', 'The username or property query parameter must be provided');
  }
  if (call.actor === undefined) return ok([]);
  return ok(matching(call, text).map((user) => renderUser(call, user)));
}

function assignable(call: JiraCall): JiraAnswer {
  requireUser(call);
  const issueKey = call.query.get('issueKey');
  const project =
    issueKey === null
      ? call.site.findProject(call.query.get('project') ?? '')
      : call.site.projectOf(call.site.seenIssue(call.actor, issueKey));
  if (project === undefined) {
    throw new JiraRefusal(
      'not-found',
      `No project could be found with key '${call.query.get('project') ?? ''}'.`,
    );
  }
  const text = call.query.get('query') ?? call.query.get('username') ?? '';
  const users = matching(call, text).filter((user) => holds(user, 'ASSIGNABLE_USER', project));
  return ok(users.filter((user) => user.accountType !== 'app').map((user) => renderUser(call, user)));
}

/** Names match by prefix of a word; an e-mail only where it is visible. */
function matching(call: JiraCall, text: string): readonly JiraUser[] {
  const wanted = text.toLowerCase();
  const cloud = call.site.deployment === 'cloud';
  const users = call.site.users.filter((user) => {
    const emails = !cloud || user.emailVisible === true ? [user.email] : [];
    const names = [
      ...user.displayName.split(' '),
      user.displayName,
      ...emails,
      ...(cloud ? [user.id] : [user.name]),
    ];
    return wanted === '' || wanted === '.' || names.some((name) => name.toLowerCase().startsWith(wanted));
  });
  return pageOf(users, pageRequest(call, 50)).items;
}

function pageRequest(call: JiraCall, otherwise: number): { startAt: number; maxResults: number } {
  return { startAt: startOf(call), maxResults: numberOf(call.query, 'maxResults', otherwise) };
}

function requireUser(call: JiraCall): void {
  if (call.actor === undefined) {
    throw new JiraRefusal('unauthenticated', 'Client must be authenticated to access this resource.');
  }
}
