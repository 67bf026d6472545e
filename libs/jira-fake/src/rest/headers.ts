import { randomBytes } from 'node:crypto';
import type { JiraSite } from '../engine/site.ts';
import type { JiraUser } from '../engine/user.ts';

/** The headers that Jira puts on every answer. */
export function jiraHeaders(site: JiraSite, actor: JiraUser | undefined): Record<string, string> {
  const common = {
    'Cache-Control': 'no-cache, no-store, no-transform',
    'X-Content-Type-Options': 'nosniff',
    'X-Arequestid': randomBytes(16).toString('hex'),
  };
  if (site.deployment === 'datacenter') {
    return { ...common, 'X-ANODEID': 'node1', 'X-AUSERNAME': actor?.name ?? 'anonymous' };
  }
  const trace = randomBytes(16).toString('hex');
  return {
    ...common,
    Server: 'AtlassianEdge',
    'Timing-Allow-Origin': '*',
    'X-Xss-Protection': '1; mode=block',
    'Atl-Traceid': trace,
    'Atl-Request-Id': trace.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    ...(actor === undefined ? {} : { 'X-AACCOUNTID': actor.id }),
  };
}
