import { JiraRefusal } from '../../engine/refusal.ts';
import { ok, startOf, numberOf, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { calledIssue } from '../called-issue.ts';
import { seenProjects } from '../called-project.ts';
import { pageOf } from '../page.ts';
import { renderOptions } from '../render/field.ts';
import { editMeta } from '../render/issue.ts';
import { renderIssueType } from '../render/project.ts';
import { renderStatusCategories } from '../render/status.ts';
import { selfUrl } from '../view.ts';

/** Lists that clients read when they log in or fill a form. */
export const SITE_LIST_ROUTES: readonly JiraRoute[] = [
  {
    method: 'GET',
    path: 'priority',
    handle: (call) => signedIn(call, () => renderOptions(call, 'priority')),
  },
  {
    method: 'GET',
    path: 'resolution',
    handle: (call) => signedIn(call, () => renderOptions(call, 'resolution')),
  },
  { method: 'GET', path: 'issuetype', handle: (call) => signedIn(call, () => issueTypes(call)) },
  {
    method: 'GET',
    path: 'statuscategory',
    handle: (call) => signedIn(call, () => renderStatusCategories(call)),
  },
  { method: 'GET', path: 'issueLinkType', handle: (call) => signedIn(call, () => linkTypes(call)) },
  { method: 'GET', path: 'configuration', handle: (call) => signedIn(call, () => CONFIGURATION) },
  { method: 'GET', path: 'label', only: 'cloud', handle: (call) => signedIn(call, () => labels(call)) },
  { method: 'GET', path: 'filter/favourite', handle: (call) => signedIn(call, () => []) },
  {
    method: 'GET',
    path: 'attachment/meta',
    handle: (call) => signedIn(call, () => ({ enabled: false, uploadLimit: 0 })),
  },
  {
    method: 'GET',
    path: 'issue/:issueIdOrKey/editmeta',
    handle: (call) => ok({ fields: editMeta(call, calledIssue(call)) }),
  },
  { method: 'GET', path: 'issue/:issueIdOrKey/watchers', handle: watchers },
  { method: 'GET', path: 'issue/:issueIdOrKey/worklog', handle: worklogs },
  { method: 'GET', path: 'issue/:issueIdOrKey/remotelink', handle: (call) => (calledIssue(call), ok([])) },
];

const CONFIGURATION = {
  votingEnabled: true,
  watchingEnabled: true,
  unassignedIssuesAllowed: true,
  subTasksEnabled: false,
  issueLinkingEnabled: true,
  timeTrackingEnabled: true,
  attachmentsEnabled: false,
  timeTrackingConfiguration: {
    workingHoursPerDay: 8,
    workingDaysPerWeek: 5,
    timeFormat: 'pretty',
    defaultUnit: 'minute',
  },
};

function signedIn(call: JiraCall, body: () => unknown): JiraAnswer {
  if (call.actor !== undefined) return ok(body());
  throw new JiraRefusal('unauthenticated', 'Client must be authenticated to access this resource.');
}

/** Each type once, however many projects share it. */
function issueTypes(call: JiraCall): readonly unknown[] {
  const types = new Map(
    seenProjects(call).flatMap((one) => one.issueTypes.map((type) => [type.id, type] as const)),
  );
  return [...types.values()].map((type) => renderIssueType(call, type));
}

function linkTypes(call: JiraCall): unknown {
  const types = [
    { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
    { id: '10001', name: 'Relates', inward: 'relates to', outward: 'relates to' },
  ];
  return {
    issueLinkTypes: types.map((type) => ({ ...type, self: selfUrl(call, `issueLinkType/${type.id}`) })),
  };
}

function labels(call: JiraCall): unknown {
  const used = call.site.issues.flatMap(({ fields }) =>
    Array.isArray(fields['labels']) ? fields['labels'].map(String) : [],
  );
  const page = pageOf([...new Set(used)].toSorted(), {
    startAt: startOf(call),
    maxResults: numberOf(call.query, 'maxResults', 1000),
  });
  const { items, ...rest } = page;
  return { ...rest, values: items };
}

/** Nobody watches an issue of the fake. */
function watchers(call: JiraCall): JiraAnswer {
  const self = selfUrl(call, `issue/${calledIssue(call).key}/watchers`);
  return ok({ self, isWatching: false, watchCount: 0, watchers: [] });
}

/** Nobody logs work on an issue of the fake. */
function worklogs(call: JiraCall): JiraAnswer {
  calledIssue(call);
  return ok({ startAt: 0, maxResults: 0, total: 0, worklogs: [] });
}
