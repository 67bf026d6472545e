import { describeTracker } from '@org/access-plugin-core/contracts';
import { defaultSeed, simplifiedWorkflow, type SiteSeed } from '@org/jira-fake';
import { startSubject } from './jira-subject.fixture.ts';
import { twoProjects } from './board/two-projects.fixture.ts';

describeTracker('Jira Cloud', () => startSubject({ deployment: 'cloud' }));
describeTracker('Jira Cloud with a search that lags', () =>
  startSubject({ deployment: 'cloud', settings: { searchLagMs: 700 } }),
);
describeTracker('Jira Data Center', () => startSubject({ deployment: 'datacenter' }));
describeTracker('A team-managed project', () =>
  startSubject({ deployment: 'cloud', seed: teamManaged(), settings: { searchLagMs: 300 } }),
);
describeTracker('A project that routes lead to, beside another', () =>
  startSubject(
    { deployment: 'datacenter', seed: twoProjects() },
    { routes: [{ roles: ['access'], project: 'OPS' }] },
  ),
);

/** A project that owns its statuses, beside another with statuses of the same names. */
function teamManaged(): SiteSeed {
  const seed = defaultSeed();
  const own = seed.statuses.map((status) => ({ ...status, id: `3${status.id}`, projectId: '10000' }));
  const projects = seed.projects.map((project) => ({
    ...project,
    style: 'next-gen' as const,
    workflow: simplifiedWorkflow(own),
  }));
  return { ...seed, projects, statuses: [...seed.statuses, ...own] };
}
