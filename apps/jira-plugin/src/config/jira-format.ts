import {
  type ConfigFormat,
  type ConfigReading,
  listSection,
  logSettings,
  openSection,
  originalSection,
  ownSection,
  readLog,
  readTeleport,
  type Section,
  teleportSettings,
} from '@org/plugin-host';
import type { Config } from './config.ts';
import { adminSettings, readAdmin } from './sections/admin.ts';
import { decisionsSettings, readDecisions } from './sections/decisions.ts';
import { basicAuthSettings } from './sections/http-basic-auth.ts';
import { clientCertificateSettings } from './sections/http-client-certificates.ts';
import { httpSettings, readHttp } from './sections/http.ts';
import { jiraStatusSettings } from './sections/jira-statuses.ts';
import { jiraTemplateSettings } from './sections/jira-templates.ts';
import { jiraSettings, readJira } from './sections/jira.ts';
import { readRoutes, routeSettings } from './sections/routes.ts';
import { readSync, syncSettings } from './sections/sync.ts';

/** Every section of a configuration file, in the order in which `configure` prints them. */
const sections: readonly Section[] = [
  originalSection('teleport', 'How the plugin reaches Teleport, and as whom.', teleportSettings),
  originalSection('jira', 'How the plugin reaches Jira, and as whom.', jiraSettings),
  ownSection(
    'jira.statuses',
    'What the statuses of the board mean, by name or id. By id, a status keeps its meaning when it is renamed. The plugin does not start when no project has a status for pending, approved and denied; a project that lacks one is served, but decides nothing.',
    jiraStatusSettings,
  ),
  ownSection('jira.templates', 'The words of tickets and comments.', jiraTemplateSettings),
  openSection(
    'jira.fields',
    'Further fields of a new ticket, by name or id. Texts may hold the placeholders of templates.',
    {
      Team: { value: 'Security' },
      labels: ['teleport'],
    },
  ),
  openSection(
    'jira.transition_fields',
    "Fields that a move's screen asks for. A table per meaning overrides the others, as in [jira.transition_fields.denied].",
    { resolution: { name: 'Done' } },
  ),
  listSection(
    'routes',
    'Where the tickets of some requests go. As many [[routes]] as you like: the first one whose conditions all hold counts, and one without any takes every request. Messages count them from one, as in routes[2].',
    routeSettings,
  ),
  originalSection('http', 'The endpoint that Jira calls when a card moves.', httpSettings),
  originalSection('http.basic_auth', 'A user and password that callers must present.', basicAuthSettings),
  originalSection('http.tls', 'Certificates that callers must present.', clientCertificateSettings),
  ownSection('admin', 'A listener of its own for probes.', adminSettings),
  ownSection('decisions', 'Who may decide by moving a card, and how.', decisionsSettings),
  openSection('decisions.users', 'Which Teleport user a Jira account id (Data Center: user key) is.', {
    '5b10ac8d82e05b22cc7d4ef5': 'alice@example.com',
  }),
  ownSection('sync', 'Timing. The defaults suit nearly everyone.', syncSettings),
  originalSection('log', 'What is logged, and where.', logSettings),
];

function read(reading: ConfigReading): Config | undefined {
  const { secrets } = reading;
  const teleport = readTeleport(reading);
  const jira = readJira(reading, secrets);
  const http = readHttp(reading, secrets, reading);
  const rest = {
    routes: readRoutes(reading, jira?.hide ?? []),
    decisions: readDecisions(reading, secrets),
    sync: readSync(reading),
    log: readLog(reading),
    admin: readAdmin(reading),
  };
  if (teleport === undefined || jira === undefined || http === undefined) return undefined;
  return { teleport, jira, http, ...rest };
}

/** The file of `teleport-jira`. */
export const jiraFormat: ConfigFormat<Config> = { program: 'teleport-jira', sections, read };
