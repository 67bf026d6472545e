import { JiraRefusal } from '../../engine/refusal.ts';
import { pause } from '../../engine/scheduler.ts';
import { transitionIssue } from '../../engine/transition-issue.ts';
import { listOf, objectBody, ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { calledIssue } from '../called-issue.ts';
import { renderTransitions } from '../render/transition.ts';

/** Listing and making transitions. */
export const TRANSITION_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: 'issue/:issueIdOrKey/transitions', handle: list },
  { method: 'POST', path: 'issue/:issueIdOrKey/transitions', handle: move },
];

function list(call: JiraCall): JiraAnswer {
  const fields = listOf(call.query, 'expand').includes('transitions.fields');
  const wanted = call.query.get('transitionId');
  const transitions = renderTransitions(call, calledIssue(call), { fields });
  return ok({
    expand: 'transitions',
    transitions: transitions.filter((one) => wanted === null || one['id'] === wanted),
  });
}

/** Two at once: the loser is told so (Cloud); Data Center would let the second find a changed state. */
async function move(call: JiraCall): Promise<JiraAnswer> {
  const { site } = call;
  const body = objectBody(call);
  const { id } = calledIssue(call);
  if (site.moving.has(id)) {
    throw new JiraRefusal(
      'conflict',
      'The issue is being transitioned by another request. Please try again.',
    );
  }
  site.moving.add(id);
  try {
    await pause(site.scheduler, site.settings.transitionMs);
    transitionIssue(call, calledIssue(call), body);
    return { status: 204 };
  } finally {
    site.moving.delete(id);
  }
}
