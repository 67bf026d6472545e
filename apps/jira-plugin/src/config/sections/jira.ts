import type { HiddenPart } from '@org/access-plugin-core';
import {
  defaulted,
  duration,
  oneOf,
  optional,
  parsed,
  type Reading,
  readSettings,
  required,
  type Secret,
  type SecretReader,
  someOf,
  text,
  textList,
  type Values,
} from '@org/plugin-host';
import { parseSiteUrl } from '../site-url.ts';
import { readJiraFields, type JiraFields } from './jira-fields.ts';
import { parseProjectKey } from './project-key.ts';
import { readJiraTemplates, type JiraTemplates } from './jira-templates.ts';
import { readJiraStatuses, type JiraStatuses } from './jira-statuses.ts';

/** How the plugin proves who it is: Basic (user and token or password) or Bearer (a Data Center or service account token). */
export type JiraAuth =
  | { readonly kind: 'basic'; readonly username: string; readonly token: Secret }
  | { readonly kind: 'bearer'; readonly token: Secret };

export interface JiraConfig extends JiraFields {
  /** The site's base address, without a slash at its end. */
  readonly url: string;
  readonly deployment: 'auto' | 'cloud' | 'datacenter';
  readonly auth: JiraAuth;
  /** When set, calls go through `api.atlassian.com/ex/jira/<cloudId>`, as tokens with scopes need it. */
  readonly cloudId: string | undefined;
  readonly caFile: string | undefined;
  /** The proxy's address; a secret because it may hold a password. */
  readonly proxy: Secret | undefined;
  readonly project: string;
  readonly issueType: string;
  /** Tells the tickets of several plugins on one board apart. */
  readonly instance: string;
  /** Account ids whose tickets may be adopted beside our own. */
  readonly trustedCreators: readonly string[];
  /** Parts of a request that its ticket does not show. */
  readonly hide: readonly HiddenPart[];
  /** Whose name stands on a ticket. */
  readonly reporter: 'plugin' | 'requester';
  /** The name or id of the field that gets the suggested reviewers. */
  readonly reviewersField: string | undefined;
  /** Who reads the plugin's comments in a service project. */
  readonly comments: 'internal' | 'public';
  readonly searchLagMs: number;
  readonly statuses: JiraStatuses;
  readonly templates: JiraTemplates;
}

const identifier = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : undefined);

export const jiraSettings = {
  url: required({
    kind: parsed('the https:// address of your Jira site, without user and password', parseSiteUrl),
    meaning: "The Jira site's address, as in a browser. http:// is taken for this machine only.",
    example: 'https://my-jira.atlassian.net',
    shown: true,
  }),
  username: optional({
    kind: text("the account's e-mail address (Cloud) or user name (Data Center)"),
    meaning: 'The account that the plugin uses. Give it an account of its own.',
    example: 'teleport-bot@example.com',
    shown: true,
  }),
  api_token: required({
    kind: text('the API token, a file that holds it (a path from /), or env: and a variable'),
    meaning:
      'Its API token, password or personal access token. A value that begins with / is a file that holds it, one that begins with env: an environment variable.',
    example: 'token',
    shown: true,
  }),
  project: required({
    kind: parsed('a project key', parseProjectKey),
    meaning: 'The key of the project that holds the tickets.',
    example: 'TAR',
    shown: true,
  }),
  issue_type: defaulted('Task', { kind: text("an issue type's name"), meaning: 'The type of the tickets.' }),
  deployment: defaulted('auto', {
    kind: oneOf(['auto', 'cloud', 'datacenter']),
    meaning: 'What kind of Jira it is. "auto" asks the site.',
  }),
  auth: defaulted('basic', {
    kind: oneOf(['basic', 'bearer']),
    meaning:
      '"basic": username with api_token. "bearer": api_token alone, a Data Center personal access token or a service account token.',
  }),
  cloud_id: optional({
    kind: parsed('the cloud id of the site', identifier(/^[A-Za-z0-9-]{1,64}$/)),
    meaning:
      'For tokens with scopes and service accounts, which only work through api.atlassian.com: the id that https://my-jira.atlassian.net/_edge/tenant_info shows.',
    example: '11111111-2222-3333-4444-555555555555',
  }),
  ca_file: optional({
    kind: text('the path of a PEM file'),
    meaning: "Certificate authorities to trust for Jira, beside the system's.",
    example: '/etc/ssl/company-ca.pem',
  }),
  proxy: optional({
    kind: text('the http:// address of a proxy'),
    meaning: 'An HTTP proxy for calls to Jira. May hold user and password, and may be a file like api_token.',
    example: 'http://proxy.example.com:3128',
  }),
  instance: defaulted('default', {
    kind: parsed('up to 64 letters, digits, - and _', identifier(/^[A-Za-z0-9_-]{1,64}$/)),
    meaning: 'A name for this plugin; needed when two plugins of one cluster use Jira. Replicas share it.',
    guards: true,
  }),
  trusted_creators: defaulted([], {
    kind: textList('a list of account ids'),
    meaning: 'Other accounts whose tickets are taken for our own, such as the account used before.',
    example: ['5b10ac8d82e05b22cc7d4ef5'],
  }),
  hide: defaulted([], {
    kind: someOf(['roles', 'resources', 'reason', 'reviewers']),
    meaning:
      'What tickets do not show, for boards that many people can see. Whoever decides must then look in Teleport.',
    example: ['reason', 'reviewers'],
    guards: true,
  }),
  reporter: defaulted('plugin', {
    kind: oneOf(['plugin', 'requester']),
    meaning:
      'Whose name a ticket bears as its reporter. "requester": the Jira account that [decisions.users] gives the requester, else the one whose visible e-mail address (Cloud) or user name (Data Center) is the Teleport user name. Where none is found or Jira does not allow it (permissions "Modify reporter" and "Browse users and groups"), it is the plugin.',
    example: 'requester',
  }),
  reviewers_field: optional({
    kind: text("a field's name or id"),
    meaning:
      'A field for several people that gets the Jira accounts of the suggested reviewers, found like the reporter. The description names all of them, found or not.',
    example: 'Approvers',
  }),
  comments: defaulted('internal', {
    kind: oneOf(['internal', 'public']),
    meaning:
      'Who reads the plugin\'s comments in a Jira Service Management project. "internal": agents alone; the account must be an agent, else no comment is written. "public": customers too. Other projects know no such difference.',
    guards: true,
  }),
  search_lag: defaulted('120s', {
    kind: duration('0', '30m'),
    meaning:
      "How long Jira's search may miss a new ticket. Too short a value can lead to a second ticket after a crash.",
  }),
};

type JiraValues = Values<typeof jiraSettings>;

/** Reads `[jira]` and the sections under it. */
export function readJira(reading: Reading, secrets: SecretReader): JiraConfig | undefined {
  const values = readSettings(reading, 'jira', jiraSettings);
  const statuses = readJiraStatuses(reading);
  const templates = readJiraTemplates(reading);
  const fields = readJiraFields(reading);
  const auth = authOf(values, reading, secrets);
  const proxy = secrets.read('jira.proxy', values.proxy, isProxyUrl);
  checkCloudId(values, reading);
  if (auth === undefined || values.url === undefined || values.project === undefined) return undefined;
  return {
    ...fields,
    url: values.url,
    deployment: values.deployment,
    auth,
    cloudId: values.cloud_id,
    caFile: values.ca_file,
    proxy,
    project: values.project,
    issueType: values.issue_type,
    instance: values.instance,
    trustedCreators: values.trusted_creators,
    hide: values.hide,
    reporter: values.reporter,
    reviewersField: values.reviewers_field,
    comments: values.comments,
    searchLagMs: values.search_lag,
    statuses,
    templates,
  };
}

function authOf(values: JiraValues, { findings }: Reading, secrets: SecretReader): JiraAuth | undefined {
  const token = secrets.read('jira.api_token', values.api_token);
  if (values.auth === 'bearer') return token && { kind: 'bearer', token };
  if (values.username === undefined && !findings.faults.some(({ key }) => key === 'jira.username')) {
    findings.faults.push({
      key: 'jira.username',
      problem: 'is missing',
      expected: jiraSettings.username.kind.expected,
      example: 'username = "teleport-bot@example.com"',
    });
  }
  if (token === undefined || values.username === undefined) return undefined;
  return { kind: 'basic', username: values.username, token };
}

function checkCloudId({ cloud_id: cloudId, deployment }: JiraValues, { findings }: Reading): void {
  if (cloudId === undefined || deployment !== 'datacenter') return;
  findings.faults.push({
    key: 'jira.cloud_id',
    problem: 'is given for a Data Center site',
    expected: 'no cloud_id there',
    example: 'deployment = "cloud"',
  });
}

function isProxyUrl(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'http:';
}
