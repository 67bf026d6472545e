import { ADMIN, type RequestKind, type ResourceId } from '@org/teleport-fake';
import type { FastifyInstance } from 'fastify';
import type { WebContext } from './server.ts';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const time = { type: 'integer' } as const;

const newRequestSchema = {
  type: 'object',
  required: ['user'],
  additionalProperties: false,
  properties: {
    user: text,
    roles: texts,
    resources: texts,
    reason: text,
    suggestedReviewers: texts,
    kind: { enum: ['short-term', 'long-term', 'undefined-kind'] },
    ttlMs: time,
    expiresMs: time,
    maxDurationMs: time,
    assumeStartMs: time,
  },
} as const;

interface NewRequestBody {
  readonly user: string;
  readonly roles?: readonly string[];
  /** `/cluster/kind/name`, with an optional sub-resource after the name. */
  readonly resources?: readonly string[];
  readonly reason?: string;
  readonly suggestedReviewers?: readonly string[];
  readonly kind?: RequestKind;
  readonly ttlMs?: number;
  readonly expiresMs?: number;
  readonly maxDurationMs?: number;
  readonly assumeStartMs?: number;
}

const reviewSchema = {
  type: 'object',
  required: ['author', 'state'],
  additionalProperties: false,
  properties: { author: text, state: { enum: ['approved', 'denied'] }, reason: text },
} as const;

interface ReviewBody {
  readonly author: string;
  readonly state: 'approved' | 'denied';
  readonly reason?: string;
}

const stateSchema = {
  type: 'object',
  required: ['state'],
  additionalProperties: false,
  properties: {
    state: { enum: ['approved', 'denied', 'promoted', 'pending'] },
    reason: text,
    delegator: text,
    accessList: {
      type: 'object',
      required: ['name', 'title'],
      additionalProperties: false,
      properties: { name: text, title: text },
    },
  },
} as const;

interface StateBody {
  readonly state: 'approved' | 'denied' | 'promoted' | 'pending';
  readonly reason?: string;
  readonly delegator?: string;
  readonly accessList?: { readonly name: string; readonly title: string };
}

const pluginDataSchema = {
  type: 'object',
  required: ['plugin', 'set'],
  additionalProperties: false,
  properties: { plugin: text, set: { type: 'object', additionalProperties: text } },
} as const;

interface PluginDataBody {
  readonly plugin: string;
  /** Key to new value; "" deletes the key. */
  readonly set: Readonly<Record<string, string>>;
}

interface ById {
  readonly id: string;
}

/** Creating, reviewing, deciding, ending and deleting requests. */
export function requestRoutes(server: FastifyInstance, { fake }: WebContext): void {
  const { cluster } = fake;
  server.post<{ Body: NewRequestBody }>(
    '/_mock/requests',
    { schema: { body: newRequestSchema } },
    (call, reply) => {
      const { ttlMs, resources, ...wish } = call.body;
      const ends = ttlMs === undefined ? {} : { expiresMs: cluster.now() + ttlMs };
      const request = cluster.createRequest(ADMIN, {
        ...wish,
        ...ends,
        resources: (resources ?? []).map(resourceId),
      });
      return reply.code(201).send(request);
    },
  );
  server.post<{ Params: ById; Body: ReviewBody }>(
    '/_mock/requests/:id/reviews',
    { schema: { body: reviewSchema } },
    (call) => {
      const { author, state, reason = '' } = call.body;
      const requestId = call.params.id;
      return cluster.submitReview({ user: author }, { requestId, proposedState: state, reason });
    },
  );
  server.post<{ Params: ById; Body: StateBody }>(
    '/_mock/requests/:id/state',
    { schema: { body: stateSchema } },
    (call) => {
      const { id } = call.params;
      const { state, accessList, ...why } = call.body;
      if (state === 'promoted') {
        return cluster.promoteRequest(id, accessList ?? { name: 'access-list', title: 'An access list' });
      }
      cluster.setRequestState(ADMIN, { id, state, ...why });
      return cluster.request(id);
    },
  );
  server.post<{ Params: ById }>('/_mock/requests/:id/expire', (call) => {
    const nowMs = cluster.now();
    cluster.amendRequest(call.params.id, { expiresMs: nowMs, resourceExpiryMs: nowMs });
    return { expired: cluster.expireDue() };
  });
  server.post<{ Params: ById; Body: PluginDataBody }>(
    '/_mock/requests/:id/plugin-data',
    { schema: { body: pluginDataSchema } },
    (call, reply) => {
      cluster.updatePluginData(ADMIN, { kind: 'access_request', resource: call.params.id, ...call.body });
      return reply.code(204).send();
    },
  );
  server.delete<{ Params: ById }>('/_mock/requests/:id', (call, reply) => {
    cluster.deleteRequest(ADMIN, call.params.id);
    return reply.code(204).send();
  });
}

function resourceId(path: string): ResourceId {
  const [cluster = '', kind = '', name = '', ...rest] = path.replace(/^\//, '').split('/');
  return { cluster, kind, name, subResource: rest.join('/') };
}
