import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  JiraRefusal,
  moveIssue,
  systemMove,
  type JiraFake,
  type JiraProject,
  type JiraUser,
  type WebhookKind,
} from '@org/jira-fake';
import { readFault } from './fault-input.ts';
import { people } from './people.ts';
import { isObjectOfTexts, readSettings } from './settings-input.ts';
import { issueState } from './state.ts';

type Fake = Omit<JiraFake, 'url' | 'gatewayUrl' | 'close'>;

/** Longest wait for a fault to be reached, ms. */
const WAIT_MS = 30_000;

/** The JSON control API under `/_mock/`. `begin` runs again after each reset. */
export function addControlRoutes(app: FastifyInstance, fake: Fake, begin: () => void): void {
  app.get('/_mock/state', () => stateOf(fake));
  app.get('/_mock/people', () => people(fake.engine));
  app.post('/_mock/reset', (_request, reply) => {
    fake.reset();
    begin();
    return empty(reply);
  });
  app.get('/_mock/settings', () => fake.engine.settings);
  app.put('/_mock/settings', (request, reply) => changeSettings(fake, request, reply));
  app.post('/_mock/webhooks', (request, reply) => addWebhook(fake, request, reply));
  app.put<{ Params: { name: string } }>('/_mock/users/:name', (request, reply) => {
    const before = fake.engine.findUser(request.params.name);
    if (before === undefined) return refuse(reply, 404, `No user ${request.params.name}.`);
    fake.engine.putUser({ ...before, ...(json(request) as Partial<JiraUser>), id: before.id });
    return empty(reply);
  });
  app.post<{ Params: { name: string } }>('/_mock/users/:name/solve-captcha', (request, reply) => {
    const { name } = request.params;
    if (fake.engine.findUser(name) === undefined) return refuse(reply, 404, `No user ${name}.`);
    fake.solveCaptcha(name);
    return empty(reply);
  });
  app.put('/_mock/statuses', (request, reply) => renameStatuses(fake, request, reply));
  app.put<{ Params: { key: string } }>('/_mock/projects/:key', (request, reply) => {
    const before = fake.engine.findProject(request.params.key);
    if (before === undefined) return refuse(reply, 404, `No project ${request.params.key}.`);
    fake.engine.putProject({ ...before, ...(json(request) as Partial<JiraProject>), id: before.id });
    return empty(reply);
  });
  addFaultRoutes(app, fake);
  addIssueRoutes(app, fake);
}

/** What people and rules do on Jira's pages, and REST has no call for. */
function addIssueRoutes(app: FastifyInstance, { engine }: Fake): void {
  app.post<{ Params: { key: string } }>('/_mock/issues/:key/move', (request, reply) => {
    const { project, as } = (json(request) ?? {}) as { project?: string; as?: string };
    const issue = engine.findIssue(request.params.key);
    const actor = engine.findUser(as ?? 'ann');
    if (issue === undefined || actor === undefined) return refuse(reply, 404, 'No such issue or account.');
    return attempt(reply, () => moveIssue(engine, issue, { actor, projectKey: project ?? '' }).key);
  });
  app.post<{ Params: { key: string } }>('/_mock/issues/:key/system-move', (request, reply) => {
    const { status } = (json(request) ?? {}) as { status?: string };
    const issue = engine.findIssue(request.params.key);
    if (issue === undefined) return refuse(reply, 404, `No issue ${request.params.key}.`);
    return attempt(reply, () => systemMove(engine, issue, status ?? '').key);
  });
}

function attempt(reply: FastifyReply, task: () => string): FastifyReply {
  try {
    return reply.send({ key: task() });
  } catch (error) {
    if (!(error instanceof JiraRefusal)) throw error;
    return refuse(reply, error.status, error.message);
  }
}

function addFaultRoutes(app: FastifyInstance, { faults }: Fake): void {
  app.get('/_mock/faults', () => faults.list());
  app.post('/_mock/faults', (request, reply) => {
    const rule = readFault(json(request));
    if (typeof rule === 'string') return refuse(reply, 400, rule);
    return reply.code(201).send({ id: faults.add(rule) });
  });
  app.delete('/_mock/faults', (_request, reply) => {
    faults.clear();
    return empty(reply);
  });
  app.get<IdParams>('/_mock/faults/:id', (request, reply) => {
    return faults.get(request.params.id) ?? refuse(reply, 404, `No fault ${request.params.id}.`);
  });
  app.delete<IdParams>('/_mock/faults/:id', (request, reply) => {
    return faults.remove(request.params.id)
      ? empty(reply)
      : refuse(reply, 404, `No fault ${request.params.id}.`);
  });
  app.post<IdParams>('/_mock/faults/:id/release', (request, reply) => {
    faults.release(request.params.id);
    return empty(reply);
  });
  app.get<ReachedParams>('/_mock/faults/:id/reached', async (request, reply) => {
    const { hits = '1', timeoutMs = '10000' } = request.query;
    const signal = AbortSignal.timeout(Math.min(Number(timeoutMs), WAIT_MS));
    try {
      await faults.reached(request.params.id, { signal, hits: Number(hits) });
      return faults.get(request.params.id);
    } catch {
      return refuse(
        reply,
        408,
        `Fault ${request.params.id} was not reached ${hits} time(s) in ${timeoutMs} ms.`,
      );
    }
  });
}

interface IdParams {
  Params: { id: string };
}

interface ReachedParams extends IdParams {
  Querystring: { hits?: string; timeoutMs?: string };
}

function stateOf(fake: Fake): Record<string, unknown> {
  const { engine } = fake;
  return {
    deployment: engine.deployment,
    projects: engine.projects,
    statuses: engine.statuses,
    users: engine.users.map(({ id, name, displayName, email, accountType }) => ({
      id,
      name,
      displayName,
      email,
      accountType: accountType ?? 'atlassian',
    })),
    issues: engine.issues.map((issue) => issueState(engine, issue)),
    webhooks: fake.webhooks
      .list()
      .map(({ secret, ...webhook }) => ({ ...webhook, signed: secret !== undefined })),
    deliveries: fake.deliveries,
    faults: fake.faults.list(),
    settings: engine.settings,
    calls: fake.calls,
  };
}

function changeSettings(fake: Fake, request: FastifyRequest, reply: FastifyReply): unknown {
  const settings = readSettings(fake.engine.settings, json(request));
  if (typeof settings === 'string') return refuse(reply, 400, settings);
  Object.assign(fake.engine.settings, settings);
  return fake.engine.settings;
}

function renameStatuses({ engine }: Fake, request: FastifyRequest, reply: FastifyReply): unknown {
  const names = json(request);
  if (!isObjectOfTexts(names))
    return refuse(reply, 400, 'Names of statuses by their ids are an object of texts.');
  try {
    engine.renameStatuses(names);
    return engine.statuses;
  } catch (error) {
    if (!(error instanceof JiraRefusal)) throw error;
    return refuse(reply, error.status, error.message);
  }
}

const KINDS: readonly WebhookKind[] = ['admin', 'post-function', 'automation', 'automation-key'];

function addWebhook(fake: Fake, request: FastifyRequest, reply: FastifyReply): unknown {
  const sent = (json(request) ?? {}) as { url?: unknown; secret?: unknown; kind?: unknown };
  const { url, secret } = sent;
  const kind = KINDS.find((one) => one === (sent.kind ?? 'admin'));
  if (kind === undefined) return refuse(reply, 400, `"kind" is one of ${KINDS.join(', ')}.`);
  if (typeof url !== 'string' || !URL.canParse(url))
    return refuse(reply, 400, '"url" is an absolute address.');
  const { id } = fake.addWebhook(url, typeof secret === 'string' ? secret : undefined, kind);
  return reply.code(201).send({ id });
}

/** The body as JSON; nothing where it is not. The server hands every body on as text. */
function json(request: FastifyRequest): unknown {
  if (typeof request.body !== 'string') return undefined;
  try {
    return JSON.parse(request.body) as unknown;
  } catch {
    return undefined;
  }
}

function empty(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ message });
}
