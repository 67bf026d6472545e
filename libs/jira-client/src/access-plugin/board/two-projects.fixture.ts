import { defaultSeed, simplifiedWorkflow, type SiteSeed } from '@org/jira-fake';

/** The default company-managed project TAR, and beside it OPS, team-managed: it owns statuses of the same names. */
export function twoProjects(): SiteSeed {
  const seed = defaultSeed();
  const own = seed.statuses.map((status) => ({ ...status, id: `3${status.id}`, projectId: '10300' }));
  const other = seed.projects.map((project) => ({
    ...project,
    id: '10300',
    key: 'OPS',
    name: 'Operations',
    style: 'next-gen' as const,
    issueTypes: [
      { id: '10301', name: 'Task' },
      { id: '10302', name: 'Access' },
    ],
    workflow: simplifiedWorkflow(own),
    createScreen: [...project.createScreen, { fieldId: 'customfield_10200', required: false }],
  }));
  return {
    ...seed,
    projects: [...seed.projects, ...other],
    statuses: [...seed.statuses, ...own],
    fields: [...seed.fields, { id: 'customfield_10200', name: 'Service', kind: 'text' }],
  };
}
