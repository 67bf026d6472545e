import type { Settings } from './setting.ts';
import { adminSettings } from './sections/admin.ts';
import { decisionsSettings } from './sections/decisions.ts';
import { basicAuthSettings } from './sections/http-basic-auth.ts';
import { clientCertificateSettings } from './sections/http-client-certificates.ts';
import { httpSettings } from './sections/http.ts';
import { jiraStatusSettings } from './sections/jira-statuses.ts';
import { jiraTemplateSettings } from './sections/jira-templates.ts';
import { jiraSettings } from './sections/jira.ts';
import { logSettings } from './sections/log.ts';
import { routeSettings } from './sections/routes.ts';
import { syncSettings } from './sections/sync.ts';
import { teleportSettings } from './sections/teleport.ts';
import type { TomlValue } from './toml.ts';

/** A section whose keys are ours. */
export interface ClosedSection {
  readonly kind: 'closed';
  readonly path: string;
  readonly meaning: string;
  readonly settings: Settings;
  /** True where Teleport's own plugin has the section too: it ignores unknown keys, so files that hold some exist. */
  readonly original: boolean;
}

/** A section whose keys are the user's own, such as field names. */
export interface OpenSection {
  readonly kind: 'open';
  readonly path: string;
  readonly meaning: string;
  readonly examples: Readonly<Record<string, TomlValue>>;
}

/** A section that may be there several times, each with the same keys. */
export interface ListSection {
  readonly kind: 'list';
  readonly path: string;
  readonly meaning: string;
  readonly settings: Settings;
}

export type Section = ClosedSection | OpenSection | ListSection;

/** Every section of a configuration file, in the order in which `configure` prints them. */
export const SECTIONS: readonly Section[] = [
  original('teleport', 'How the plugin reaches Teleport, and as whom.', teleportSettings),
  original('jira', 'How the plugin reaches Jira, and as whom.', jiraSettings),
  closed(
    'jira.statuses',
    'What the statuses of the board mean, by name or id. By id, a status keeps its meaning when it is renamed. The plugin does not start when no project has a status for pending, approved and denied; a project that lacks one is served, but decides nothing.',
    jiraStatusSettings,
  ),
  closed('jira.templates', 'The words of tickets and comments.', jiraTemplateSettings),
  open(
    'jira.fields',
    'Further fields of a new ticket, by name or id. Texts may hold the placeholders of templates.',
    {
      Team: { value: 'Security' },
      labels: ['teleport'],
    },
  ),
  open(
    'jira.transition_fields',
    "Fields that a move's screen asks for. A table per meaning overrides the others, as in [jira.transition_fields.denied].",
    { resolution: { name: 'Done' } },
  ),
  {
    kind: 'list',
    path: 'routes',
    meaning:
      'Where the tickets of some requests go. As many [[routes]] as you like: the first one whose conditions all hold counts, and one without any takes every request. Messages count them from one, as in routes[2].',
    settings: routeSettings,
  },
  original('http', 'The endpoint that Jira calls when a card moves.', httpSettings),
  original('http.basic_auth', 'A user and password that callers must present.', basicAuthSettings),
  original('http.tls', 'Certificates that callers must present.', clientCertificateSettings),
  closed('admin', 'A listener of its own for probes.', adminSettings),
  closed('decisions', 'Who may decide by moving a card, and how.', decisionsSettings),
  open('decisions.users', 'Which Teleport user a Jira account id (Data Center: user key) is.', {
    '5b10ac8d82e05b22cc7d4ef5': 'alice@example.com',
  }),
  closed('sync', 'Timing. The defaults suit nearly everyone.', syncSettings),
  original('log', 'What is logged, and where.', logSettings),
];

function original(path: string, meaning: string, settings: Settings): ClosedSection {
  return { kind: 'closed', path, meaning, settings, original: true };
}

function closed(path: string, meaning: string, settings: Settings): ClosedSection {
  return { kind: 'closed', path, meaning, settings, original: false };
}

function open(path: string, meaning: string, examples: OpenSection['examples']): OpenSection {
  return { kind: 'open', path, meaning, examples };
}
