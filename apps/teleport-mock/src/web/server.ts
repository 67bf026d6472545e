import { TeleportFakeError, type TeleportFake, type TeleportFakeErrorCode } from '@org/teleport-fake';
import fastify, { type FastifyInstance } from 'fastify';
import { clusterRoutes } from './cluster-routes.ts';
import { credentialRoutes } from './credential-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { liveRoutes } from './live-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { requestRoutes } from './request-routes.ts';

/** What the page and the control API work on. */
export interface WebContext {
  readonly fake: TeleportFake;
  /** Where re-issued credentials are written; `undefined` writes none. */
  readonly dir: string | undefined;
}

const HTTP_STATUS: Readonly<Record<TeleportFakeErrorCode, number>> = {
  'not-found': 404,
  'access-denied': 403,
  'compare-failed': 409,
  'bad-parameter': 400,
  'limit-exceeded': 429,
  'connection-problem': 503,
  'not-implemented': 501,
};

/** The page at `/` and the control API under `/_mock/`; not yet listening. */
export function buildWebServer(context: WebContext): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof TeleportFakeError) {
      return reply
        .code(HTTP_STATUS[error.code])
        .send({ error: { code: error.code, message: error.message } });
    }
    return reply.send(error);
  });
  pageRoutes(server);
  requestRoutes(server, context);
  clusterRoutes(server, context);
  credentialRoutes(server, context);
  faultRoutes(server, context);
  liveRoutes(server, context);
  return server;
}
