import type { Config } from '../config/config.ts';

/** The keys of the projects that hold tickets, each once: that of all tickets first, then those of routes. */
export function projectsOf({ jira, routes }: Pick<Config, 'jira' | 'routes'>): readonly string[] {
  return [...new Set([jira.project, ...routes.flatMap(({ project }) => project ?? [])])];
}
