import type { AccessRequest, Call, Tracker } from '@org/access-plugin-core';
import type { TrackerPerson, TrackerSubject } from '@org/access-plugin-core/contracts';
import {
  accountId,
  startJiraFake,
  type Deployment,
  type JiraFake,
  type JiraFakeOptions,
} from '@org/jira-fake';
import { createJiraClient } from '../create-jira-client.ts';
import type { JiraClient } from '../jira-client.ts';
import { createJiraTracker } from './jira-tracker.ts';
import type { JiraTrackerSettings } from './settings/jira-tracker-settings.ts';
import { ORIGIN_PROPERTY, REQUEST_ID_PROPERTY } from './marks/ticket-properties.ts';

/** A person who can move cards to any column, by its name in lower case. */
export interface JiraPerson extends TrackerPerson {
  moves(ticketId: string, column: string): Promise<void>;
}

/** A tracker on a fake Jira of its own. */
export interface JiraSubject extends TrackerSubject {
  readonly fake: JiraFake;
  readonly client: JiraClient;
  readonly person: JiraPerson;
  /** Another tracker on the same Jira, such as a second replica, or one with other settings. */
  another(settings?: Partial<JiraTrackerSettings>): Promise<Tracker>;
}

/** Starts a fake Jira and a tracker on it, as the seed's `plugin` account. */
export async function startSubject(
  options: JiraFakeOptions & { readonly deployment: Deployment },
  settings: Partial<JiraTrackerSettings> = {},
): Promise<JiraSubject> {
  const fake = await startJiraFake(options);
  const client = createJiraClient({ baseUrl: fake.url, auth: authOf(options.deployment), allowHttp: true });
  const another = (other: Partial<JiraTrackerSettings> = {}) =>
    createJiraTracker(client, { ...defaultSettings, ...settings, ...other }, patience());
  const tracker = await another();
  let requests = 0;
  return {
    fake,
    client,
    tracker,
    another,
    instance: defaultSettings.instance,
    person: personOf(fake, options.deployment),
    newRequest: () => requestNumber((requests += 1)),
    setTokenValid: (valid) => {
      fake.engine.settings.tokensDead = !valid;
    },
    close: async () => {
      client.close();
      await fake.close();
    },
  };
}

/** A request with something in every field. */
export function requestNumber(number: number): AccessRequest {
  return {
    id: `0196${String(number).padStart(4, '0')}-0000-7000-8000-000000000000`,
    state: 'pending',
    user: 'carol@example.com',
    roles: ['access', 'editor'],
    resources: [{ cluster: 'leaf', kind: 'node', name: 'db-1', subResource: '' }],
    reason: 'Ticket *42*: {noformat}fix{noformat} the [database|http://evil.example]',
    resolveReason: '',
    reviews: [],
    thresholds: [{ name: 'default', approve: 2, deny: 1 }],
    suggestedReviewers: ['ann'],
    kind: 'short-term',
    annotations: {},
    created: 1_790_000_000_000,
    expires: 1_790_003_600_000,
  };
}

/** A call that waits ten seconds. */
export function patience(): Call {
  return { signal: new AbortController().signal, deadlineMs: 10_000 };
}

const defaultSettings: JiraTrackerSettings = {
  project: 'TAR',
  issueType: 'Task',
  instance: 'default',
  statuses: { pending: ['Pending'], approved: ['Approved'], denied: ['Denied'], expired: ['Expired'] },
};

function authOf(deployment: Deployment) {
  return deployment === 'cloud'
    ? ({ kind: 'basic', user: 'plugin@example.com', secret: 'plugin-token' } as const)
    : ({ kind: 'bearer', token: 'plugin-token' } as const);
}

/** Ann, by plain calls of her own: nothing of the client under test. */
function personOf(fake: JiraFake, deployment: Deployment): JiraPerson {
  const credential =
    deployment === 'cloud'
      ? `Basic ${Buffer.from('ann@example.com:ann-token').toString('base64')}`
      : 'Bearer ann-token';
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${fake.url}/rest/api/2${path}`, {
      method,
      headers: { authorization: credential, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  return {
    id: accountId('ann'),
    async moves(ticketId, to) {
      const { transitions } = (await send('GET', `/issue/${ticketId}/transitions`)) as Transitions;
      const way = transitions.find((one) => one.to.name.toLowerCase() === to);
      await send('POST', `/issue/${ticketId}/transitions`, { transition: { id: way?.id } });
    },
    comments: async (ticketId, body) => void (await send('POST', `/issue/${ticketId}/comment`, { body })),
    edits: async (ticketId) => {
      await send('PUT', `/issue/${ticketId}`, { fields: { summary: 'read only, honest' } });
    },
    deletes: async (ticketId) => void (await send('DELETE', `/issue/${ticketId}`)),
    copies: async (ticketId) => {
      const keys = `${REQUEST_ID_PROPERTY},${ORIGIN_PROPERTY}`;
      const original = (await send('GET', `/issue/${ticketId}?properties=${keys}`)) as Original;
      const { project, issuetype, summary } = original.fields;
      const properties = Object.entries(original.properties).map(([key, value]) => ({ key, value }));
      const fields = { project: { id: project.id }, issuetype: { id: issuetype.id }, summary };
      return ((await send('POST', '/issue', { fields, properties })) as { readonly id: string }).id;
    },
  };
}

interface Transitions {
  readonly transitions: readonly { readonly id: string; readonly to: { readonly name: string } }[];
}

interface Original {
  readonly fields: {
    readonly project: { readonly id: string };
    readonly issuetype: { readonly id: string };
    readonly summary: string;
  };
  readonly properties: Readonly<Record<string, unknown>>;
}
