import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EndpointConfig } from '../config/sections/http.ts';
import { hasBasicAuth } from './basic-auth.ts';
import type { WebhookLog } from './bounded-log.ts';
import { hasClientName } from './client-certificate.ts';
import { isProtected } from './protection.ts';
import type { SourceLimit } from './source-limit.ts';
import { receive, type Receipt, type ReceiveSettings } from './receive.ts';

export interface RouteParts {
  readonly endpoint: EndpointConfig;
  readonly receiving: ReceiveSettings;
  readonly onHint: (issueId: string) => void;
  readonly isReady: () => boolean;
  readonly log: WebhookLog;
  /** What one address may cause without anything that vouches for it. */
  readonly sources: SourceLimit;
}

/** `POST /` for webhooks; `GET /status` as in the original; `GET /healthz` and `GET /readyz` for whoever runs the process. */
export function addRoutes(app: FastifyInstance, parts: RouteParts): void {
  app.get('/status', (_request, reply) => reply.code(200).send());
  app.get('/healthz', (_request, reply) => reply.code(200).send());
  app.get('/readyz', (_request, reply) => reply.code(parts.isReady() ? 200 : 503).send());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/', { onRequest: async (request, reply) => admit(request, reply, parts) }, (request, reply) =>
    reply.code(answer(request, parts)).send(),
  );
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.setErrorHandler((error, _request, reply) => reply.code(statusOf(error, parts.log)).send());
}

/** Turns strangers away before their body is read. */
function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  { endpoint, log, sources }: RouteParts,
): unknown {
  const { basicAuth, tls } = endpoint;
  const clientName = tls.kind === 'on' ? tls.clients?.name : undefined;
  if (!sources.has(request.ip)) {
    log.warn({ reason: 'too-many' }, 'webhook refused');
    return reply.code(429).header('retry-after', '1').send();
  }
  if (clientName !== undefined && !hasClientName(request.raw, clientName)) {
    sources.take(request.ip);
    log.warn({ reason: 'client-name' }, 'webhook refused');
    return reply.code(403).send();
  }
  if (basicAuth !== undefined && !hasBasicAuth(request.headers.authorization, basicAuth)) {
    sources.take(request.ip);
    log.warn({ reason: 'basic-auth' }, 'webhook refused');
    return reply.code(401).header('www-authenticate', 'Basic realm=Restricted').send();
  }
  return undefined;
}

function answer(request: FastifyRequest, parts: RouteParts): number {
  const { endpoint, receiving, onHint, log, sources } = parts;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const header = request.headers['x-hub-signature'];
  const receipt = receive(body, typeof header === 'string' ? header : undefined, receiving);
  if (receipt.kind === 'refused' || !isProtected(endpoint)) sources.take(request.ip);
  switch (receipt.kind) {
    case 'hint':
      log.debug({ issue_id: receipt.issueId, event: receipt.event }, 'webhook received');
      onHint(receipt.issueId);
      return 204;
    case 'dropped':
      log.debug({ reason: receipt.reason }, 'webhook dropped');
      return 204;
    case 'refused':
      log.warn({ reason: receipt.reason }, 'webhook refused');
      return refusal(receipt.reason);
  }
}

function refusal(reason: Extract<Receipt, { kind: 'refused' }>['reason']): number {
  return reason === 'bad-signature' ? 401 : 400;
}

/**
 * What fastify says of a request it does not take. Anything else is a fault of ours; it is answered with 400 too,
 * because Jira sends again what got a 5xx, and a body that broke us once would break us five times more.
 */
function statusOf(error: unknown, log: WebhookLog): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500) {
    log.warn({ reason: 'http', status }, 'webhook refused');
    return status;
  }
  log.warn({ err: error }, 'webhook failed');
  return 400;
}
