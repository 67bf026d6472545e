import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { ApiVersion } from '../engine/field-input.ts';
import { pause } from '../engine/scheduler.ts';
import type { JiraSite } from '../engine/site.ts';
import type { CallRecord } from '../faults/call-record.ts';
import type { FaultList, FaultVerdict } from '../faults/fault-list.ts';
import type { WebhookRegistry } from '../webhooks/registry.ts';
import { looksForged } from './browser-check.ts';
import type { JiraAnswer, JiraRoute } from './call.ts';
import { errorAnswer, unknownPath } from './error-answer.ts';
import { gatewayOf, withoutGateway } from './gateway.ts';
import { jiraHeaders } from './headers.ts';
import { RateLimit } from './rate-limit.ts';
import { JIRA_ROUTES } from './routes.ts';
import type { SignedIn, SignIn } from './sign-in.ts';

/** What a server serves. */
export interface ServedSite {
  readonly site: JiraSite;
  readonly webhooks: WebhookRegistry;
  readonly faults: FaultList;
  readonly signIn: SignIn;
  readonly calls: CallRecord[];
  /** Cloud id of the API gateway's paths. */
  readonly cloudId: string;
  /** The site's own address; known once the server listens. */
  readonly baseUrl: () => string;
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
}

/** The REST API as a fastify server that is not listening yet. */
export function jiraServer(served: ServedSite): FastifyInstance {
  const common = { rewriteUrl: withoutGateway, bodyLimit: 26_214_400, forceCloseConnections: true } as const;
  const app =
    served.tls === undefined
      ? fastify(common)
      : (fastify({ ...common, https: { ...served.tls } }) as unknown as FastifyInstance);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
  const limit = new RateLimit(served.site);
  for (const route of JIRA_ROUTES) register(app, route, { served, limit });
  app.setNotFoundHandler((request, reply) => answerUnknown(served, request, reply));
  return app;
}

interface Serving {
  readonly served: ServedSite;
  readonly limit: RateLimit;
}

function register(app: FastifyInstance, route: JiraRoute, serving: Serving): void {
  const { deployment } = serving.served.site;
  if (route.only !== undefined && route.only !== deployment) return;
  for (const [prefix, version] of prefixes(route, deployment)) {
    app.route({
      method: route.method,
      url: `${prefix}${route.path}`,
      handler: async (request, reply) => {
        await serve(serving, { route, version, request, reply });
      },
    });
  }
}

function prefixes(
  route: JiraRoute,
  deployment: JiraSite['deployment'],
): readonly (readonly [string, ApiVersion])[] {
  if (route.path.startsWith('/')) return [['', 2]];
  if (deployment === 'datacenter')
    return (['2', 'latest'] as const).map((name) => [`/rest/api/${name}/`, 2] as const);
  return [
    ['/rest/api/2/', 2],
    ['/rest/api/3/', 3],
    ['/rest/api/latest/', 2],
  ];
}

interface Arrival {
  readonly route: JiraRoute;
  readonly version: ApiVersion;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** One call from its first byte to its last: record, door, fault, effect, fault, answer. */
async function serve({ served, limit }: Serving, arrival: Arrival): Promise<void> {
  const { request, reply } = arrival;
  const { site, faults, calls } = served;
  const path = request.url.split('?')[0] ?? '';
  const signedIn = served.signIn.enter({
    authorization: request.headers.authorization,
    sessionCookie: /JSESSIONID=([^;]+)/.exec(request.headers.cookie ?? '')?.[1],
    gateway: gatewayOf(request.raw) !== undefined,
  });
  const record: CallRecord = {
    method: request.method,
    path,
    query: request.url.slice(path.length + 1),
    who: signedIn.actor?.id,
    at: site.now(),
    status: undefined,
  };
  calls.push(record);
  await pause(site.scheduler, site.settings.latencyMs);
  if (spoil(await faults.meet('before', request.method, path), reply)) return;
  void reply.headers({ ...jiraHeaders(site, signedIn.actor), ...signedIn.headers });
  const answer =
    doorAnswer(served, arrival, signedIn) ??
    limited(limit, arrival, signedIn) ??
    (await effect(served, arrival, signedIn));
  if (spoil(await faults.meet('after', request.method, path), reply)) return;
  record.status = answer.status;
  await send(reply, answer);
}

/** Answers that come before any route: forged calls, unusable credentials, an unknown tenant. */
function doorAnswer(
  served: ServedSite,
  { request, reply, route }: Arrival,
  signedIn: SignedIn,
): JiraAnswer | undefined {
  const gateway = gatewayOf(request.raw);
  if (gateway !== undefined && gateway !== served.cloudId) {
    void reply.header('X-Failure-Category', 'FAILURE_CLIENT_TCS');
    return {
      status: 404,
      body: { status: 404, error: 'Not Found', message: 'No message available', path: request.url },
    };
  }
  if (looksForged(request.method, request.headers, served.baseUrl())) {
    void reply.type('text/html;charset=UTF-8');
    return { status: 403, body: 'XSRF check failed' };
  }
  const { stop } = signedIn;
  // Measured: an unresolvable bearer still gets an empty search on Data Center.
  if (stop === undefined || (stop.status === 401 && isOldSearch(served, route) && isJson(stop.contentType))) {
    return undefined;
  }
  void reply.type(stop.contentType);
  return { status: stop.status, body: stop.body };
}

function limited(limit: RateLimit, { request, reply }: Arrival, { actor }: SignedIn): JiraAnswer | undefined {
  const { issueIdOrKey } = request.params as { issueIdOrKey?: string };
  const { headers, refused } = limit.meet({
    method: request.method,
    endpoint: request.routeOptions.url ?? request.url,
    issueId: issueIdOrKey,
    who: actor?.id,
  });
  void reply.headers({ ...headers });
  return refused;
}

function isOldSearch({ site }: ServedSite, route: JiraRoute): boolean {
  return site.deployment === 'datacenter' && route.path === 'search';
}

function isJson(contentType: string): boolean {
  return contentType.startsWith('application/json');
}

async function effect(served: ServedSite, arrival: Arrival, signedIn: SignedIn): Promise<JiraAnswer> {
  const { route, request, version } = arrival;
  try {
    return await route.handle({
      site: served.site,
      webhooks: served.webhooks,
      signIn: served.signIn,
      version,
      baseUrl: served.baseUrl(),
      actor: signedIn.actor,
      params: request.params as Record<string, string>,
      query: new URLSearchParams(request.url.split('?')[1] ?? ''),
      text: typeof request.body === 'string' ? request.body : '',
    });
  } catch (error) {
    return errorAnswer(error);
  }
}

/** Carries out what a fault says instead of Jira. True where the call is over. */
function spoil(verdict: FaultVerdict, reply: FastifyReply): boolean {
  switch (verdict.kind) {
    case 'go-on':
      return false;
    case 'drop':
      reply.hijack();
      reply.raw.socket?.destroy();
      return true;
    case 'answer':
      void reply.headers({ ...verdict.headers });
      void send(reply, { status: verdict.status, body: verdict.body });
      return true;
  }
}

async function send(reply: FastifyReply, answer: JiraAnswer): Promise<void> {
  void reply.code(answer.status).headers({ ...answer.headers });
  if (answer.body === undefined) return void (await reply.send());
  const type = reply.getHeader('content-type') ?? 'application/json;charset=UTF-8';
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  await reply.header('content-type', type).send(Buffer.from(text));
}

function answerUnknown(served: ServedSite, request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split('?')[0] ?? '';
  served.calls.push({
    method: request.method,
    path,
    query: '',
    who: undefined,
    at: served.site.now(),
    status: 404,
  });
  void reply.headers(jiraHeaders(served.site, undefined)).code(404);
  if (served.site.deployment === 'cloud') {
    void reply.type('application/problem+json;charset=UTF-8');
    void reply.send(JSON.stringify(unknownPath(request.method, path)));
    return;
  }
  void reply.type('application/xml;charset=UTF-8');
  void reply.send(
    '<status><status-code>404</status-code><message>null for uri: not found</message></status>',
  );
}
