import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebhookLimits } from './limits.ts';

/** Cuts a request whose body is not there after `bodyMs`, and lets an HTTP/1 connection carry one request only. */
export function addRequestDeadlines(app: FastifyInstance, { bodyMs }: WebhookLimits): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  const clear = (request: FastifyRequest) => clearTimeout(timers.get(request));
  app.addHook('onRequest', async (request, reply) => {
    if (request.raw.httpVersionMajor === 1) reply.header('connection', 'close');
    timers.set(request, setTimeout(() => request.raw.destroy(), bodyMs).unref());
  });
  app.addHook('preHandler', async (request) => clear(request));
  app.addHook('onResponse', async (request) => clear(request));
  app.addHook('onRequestAbort', async (request) => clear(request));
}
