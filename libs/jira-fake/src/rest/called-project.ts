import { holds } from '../engine/permission.ts';
import type { JiraProject } from '../engine/project.ts';
import { JiraRefusal } from '../engine/refusal.ts';
import { numberOf, startOf, type JiraCall } from './call.ts';

/** The projects that the caller may browse. */
export function seenProjects(call: JiraCall): readonly JiraProject[] {
  return call.site.projects.filter((project) => holds(call.actor, 'BROWSE_PROJECTS', project));
}

/** The project that the path names, if the caller may browse it. */
export function calledProject(call: JiraCall): JiraProject {
  const wanted = call.params['projectIdOrKey'] ?? '';
  const found = seenProjects(call).find((project) => project.id === wanted || project.key === wanted);
  if (found !== undefined) return found;
  throw new JiraRefusal(
    'not-found',
    `No project could be found with ${/^\d+$/.test(wanted) ? 'id' : 'key'} '${wanted}'.`,
  );
}

/** The page that is asked for, 50 entries by default. */
export function requested(call: JiraCall): { startAt: number; maxResults: number } {
  return { startAt: startOf(call), maxResults: numberOf(call.query, 'maxResults', 50) };
}
