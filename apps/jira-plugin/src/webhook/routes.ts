import { Http2ServerRequest } from 'node:http2';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { admit, comeAgain, type AdmissionParts } from './admission.ts';
import { callerOf } from './bounds/address.ts';
import type { WebhookLog } from './bounds/bounded-log.ts';
import type { Charge } from './bounds/call-budgets.ts';
import type { BodyReading, UnfinishedBodies } from './bounds/unfinished-bodies.ts';
import { isProtected } from './protection.ts';
import type { WebhookReader } from './read-webhook.ts';

export interface RouteParts extends Omit<AdmissionParts, 'signature'> {
  readonly reader: WebhookReader;
  readonly onHint: (ticketId: string, vouched: boolean) => void;
  readonly isReady: () => boolean;
  readonly log: WebhookLog;
  readonly bodies: UnfinishedBodies;
}

/** `POST /` for webhooks; `GET /status` as in the original; `GET /healthz` and `GET /readyz` for whoever runs the process. */
export function addRoutes(app: FastifyInstance, parts: RouteParts): void {
  app.addHook('onRequest', async (request, reply) => countOther(request, reply, parts));
  app.addHook('onResponse', async ({ raw }) => leaveUnread(raw));
  app.get('/status', (_request, reply) => reply.code(200).send());
  app.get('/healthz', (_request, reply) => reply.code(200).send());
  app.get('/readyz', (_request, reply) => reply.code(parts.isReady() ? 200 : 503).send());
  // Bodies are read by the route itself, once it has looked at who sends them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.post('/', async (request, reply) => receiveWebhook(request, reply, parts));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.setErrorHandler((error, _request, reply) => reply.code(statusOf(error, parts.log)).send());
}

/** Counts what is no webhook. Such calls are cheap, but one HTTP/2 connection could carry any number of them. */
async function countOther(
  request: FastifyRequest,
  reply: FastifyReply,
  { budgets }: RouteParts,
): Promise<void> {
  const { raw, method, routeOptions } = request;
  // An HTTP/1 connection carries one request only.
  if (raw.httpVersionMajor === 1) reply.header('connection', 'close');
  const caller = callerOf(request.ip);
  if (method !== 'POST' || routeOptions.url !== '/') budgets.open(caller, false);
  const { raw: bare }: { readonly raw: unknown } = request;
  if (bare instanceof Http2ServerRequest && !budgets.has(caller)) bare.stream.session?.close();
}

/** What is left of the body is not waited for. */
async function leaveUnread(raw: unknown): Promise<void> {
  if (raw instanceof Http2ServerRequest) raw.stream.close();
}

async function receiveWebhook(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: RouteParts,
): Promise<FastifyReply> {
  const { log, bodies, reader } = parts;
  const admission = admit(request, { ...parts, signature: reader.signature });
  if (admission.kind === 'refused') {
    log.warn({ reason: admission.reason }, 'webhook refused');
    return reply.code(admission.status).headers(admission.headers).send();
  }
  const { charge } = admission;
  const body = await bodies.read({
    stream: request.raw,
    declared: request.headers['content-length'],
    onBytes: (bytes) => charge.add(bytes),
  });
  if (body.kind === 'unread') return giveUp(request, reply, { why: body.why, log });
  return answer(request, reply, { ...parts, charge, bytes: body.bytes });
}

type Unread = Extract<BodyReading, { kind: 'unread' }>['why'];

function giveUp(
  request: FastifyRequest,
  reply: FastifyReply,
  { why, log }: { readonly why: Unread; readonly log: WebhookLog },
): FastifyReply {
  log.warn({ reason: why }, 'webhook refused');
  switch (why) {
    case 'too-large':
      return reply.code(413).send();
    case 'gave-way':
      return reply.code(429).headers(comeAgain).send();
    case 'too-slow':
    case 'cut-off':
      reply.hijack();
      request.raw.destroy();
      return reply;
  }
}

function answer(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  parts: RouteParts & { readonly charge: Charge; readonly bytes: Buffer },
): FastifyReply {
  const { endpoint, reader, onHint, log, charge, bytes } = parts;
  if (reader.signature?.holds(bytes, headers) === false) {
    log.warn({ reason: 'bad-signature' }, 'webhook refused');
    return reply.code(401).send();
  }
  const vouched = isProtected(endpoint);
  if (vouched && !charge.vouch()) {
    log.warn({ reason: 'too-many-vouched' }, 'webhook refused');
    return reply.code(429).headers(comeAgain).send();
  }
  const receipt = reader.read(bytes);
  switch (receipt.kind) {
    case 'hint':
      log.debug({ ticket_id: receipt.ticketId, event: receipt.event }, 'webhook received');
      onHint(receipt.ticketId, vouched);
      return reply.code(204).send();
    case 'dropped':
      log.debug({ reason: receipt.reason }, 'webhook dropped');
      return reply.code(204).send();
    case 'refused':
      log.warn({ reason: receipt.reason }, 'webhook refused');
      return reply.code(400).send();
  }
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
