import { holds } from '../../engine/permission.ts';
import { JiraRefusal } from '../../engine/refusal.ts';
import type { Webhook } from '../../webhooks/webhook.ts';
import { objectBody, ok, type JiraAnswer, type JiraCall, type JiraRoute } from '../call.ts';

const CLASSIC = '/rest/webhooks/1.0/webhook';
const DC10 = '/rest/jira-webhook/1.0/webhooks';

/** Registration of webhooks: the classic form (Cloud), the one of Data Center 10, and Cloud's for apps, which refuses. */
export const WEBHOOK_ROUTES: readonly JiraRoute[] = [
  ...resource(CLASSIC, 'cloud'),
  ...resource(DC10, 'datacenter'),
  { method: 'POST', path: 'webhook', only: 'cloud', handle: refuseDynamic },
  { method: 'GET', path: 'webhook', only: 'cloud', handle: refuseDynamic },
];

function resource(base: string, only: 'cloud' | 'datacenter'): readonly JiraRoute[] {
  return [
    {
      method: 'GET',
      path: base,
      only,
      handle: (call) => ok(administrated(call).map((one) => render(call, one))),
    },
    { method: 'POST', path: base, only, handle: register },
    { method: 'GET', path: `${base}/:id`, only, handle: (call) => ok(render(call, calledWebhook(call))) },
    { method: 'PUT', path: `${base}/:id`, only, handle: replace },
    { method: 'DELETE', path: `${base}/:id`, only, handle: remove },
  ];
}

function refuseDynamic(): JiraAnswer {
  throw new JiraRefusal('forbidden', 'Only Connect and OAuth 2.0 apps can use this operation.');
}

function administrated(call: JiraCall): readonly Webhook[] {
  requireAdministrator(call);
  return call.webhooks.list();
}

function requireAdministrator({ actor }: JiraCall): string {
  if (actor !== undefined && holds(actor, 'ADMINISTER')) return actor.id;
  throw new JiraRefusal(
    actor === undefined ? 'unauthenticated' : 'forbidden',
    'You do not have permission to perform this operation. Only Jira administrators can manage webhooks.',
  );
}

function register(call: JiraCall): JiraAnswer {
  const webhook = call.webhooks.add(read(call, undefined));
  return { status: 201, body: render(call, webhook) };
}

function replace(call: JiraCall): JiraAnswer {
  const before = calledWebhook(call);
  const webhook = { ...read(call, before), id: before.id };
  call.webhooks.replace(webhook);
  return ok(render(call, webhook));
}

function remove(call: JiraCall): JiraAnswer {
  call.webhooks.remove(calledWebhook(call).id);
  return { status: 204 };
}

function calledWebhook(call: JiraCall): Webhook {
  requireAdministrator(call);
  const found = call.webhooks.get(call.params['id'] ?? '');
  if (found !== undefined) return found;
  throw new JiraRefusal('not-found', `Webhook with id ${call.params['id'] ?? ''} does not exist.`);
}

function read(call: JiraCall, before: Webhook | undefined): Omit<Webhook, 'id'> {
  const ownerId = requireAdministrator(call);
  const body = objectBody(call);
  const url = body['url'] ?? before?.url;
  if (typeof url !== 'string' || !URL.canParse(url))
    throw new JiraRefusal('invalid', 'The URL is not valid.');
  const filters = body['filters'] as Record<string, string> | undefined;
  return {
    name: typeof body['name'] === 'string' ? body['name'] : (before?.name ?? 'webhook'),
    url,
    events: Array.isArray(body['events']) ? body['events'].map(String) : (before?.events ?? []),
    jql: filters?.['issue-related-events-section'] ?? before?.jql ?? '',
    excludeBody: body['excludeBody'] === true,
    secret: secretOf(call, body) ?? before?.secret,
    enabled: body['enabled'] !== false,
    ownerId,
    updated: call.site.now(),
  };
}

/** Data Center 10 reads the secret from `configuration` and silently ignores one at the top. */
function secretOf(call: JiraCall, body: Readonly<Record<string, unknown>>): string | undefined {
  const configuration = body['configuration'] as Record<string, unknown> | undefined;
  const secret = call.site.deployment === 'cloud' ? body['secret'] : configuration?.['SECRET'];
  return typeof secret === 'string' && secret !== '' ? secret : undefined;
}

function render(call: JiraCall, webhook: Webhook): Record<string, unknown> {
  const owner = call.site.users.find((user) => user.id === webhook.ownerId);
  const common = { name: webhook.name, url: webhook.url, events: webhook.events };
  if (call.site.deployment === 'datacenter') {
    return {
      id: Number(webhook.id),
      ...common,
      configuration: { EXCLUDE_BODY: String(webhook.excludeBody), FILTERS: webhook.jql },
      active: webhook.enabled,
      sslVerificationRequired: true,
      scopeType: 'global',
    };
  }
  return {
    ...common,
    filters: { 'issue-related-events-section': webhook.jql },
    excludeBody: webhook.excludeBody,
    enabled: webhook.enabled,
    self: `${call.baseUrl}${CLASSIC}/${webhook.id}`,
    lastUpdatedUser: webhook.ownerId,
    lastUpdatedDisplayName: owner?.displayName ?? '',
    lastUpdated: webhook.updated,
    isSigned: webhook.secret !== undefined,
  };
}
