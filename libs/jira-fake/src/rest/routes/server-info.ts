import { ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';
import { jiraTime } from '../render/time.ts';

/** What this Jira is. Anonymous callers may ask. */
export const SERVER_INFO_ROUTES: readonly JiraRoute[] = [
  { method: 'GET', path: 'serverInfo', handle: serverInfo },
];

function serverInfo(call: JiraCall): JiraAnswer {
  const { baseUrl, site } = call;
  const serverTime = jiraTime(site.now());
  const common = { serverTitle: 'Jira', serverTimeZone: 'Etc/UTC', scmInfo: 'f3a1c0de' };
  if (site.deployment === 'datacenter') {
    return ok({
      baseUrl,
      version: '10.3.5',
      versionNumbers: [10, 3, 5],
      deploymentType: 'Server',
      buildNumber: 10030005,
      buildDate: '2025-03-31T00:00:00.000+0000',
      databaseBuildNumber: 10030005,
      ...(call.actor === undefined ? {} : { serverTime }),
      ...common,
    });
  }
  return ok({
    baseUrl,
    displayUrl: baseUrl,
    displayUrlServicedeskHelpCenter: baseUrl,
    displayUrlConfluence: baseUrl,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100287,
    buildDate: '2026-01-05T00:00:00.000+0000',
    serverTime,
    ...common,
    defaultLocale: { locale: 'en_US' },
  });
}
