import type { BlockList } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import type { EndpointConfig } from '../config/sections/http.ts';
import { isTrusted } from './bounds/address.ts';
import type { WebhookLimits } from './bounds/limits.ts';
import type { TlsMaterial } from './tls-files.ts';

/** What an application is made of. */
export interface HttpAppParts {
  readonly material: TlsMaterial | undefined;
  readonly limits: WebhookLimits;
  /** Those whose word on the caller's address is taken. */
  readonly proxies: BlockList;
}

/** An HTTP application without routes: plain HTTP/1, or TLS with HTTP/2 and HTTP/1 on one port. */
export function createHttpApp(
  { tls }: EndpointConfig,
  { material, limits, proxies }: HttpAppParts,
): FastifyInstance {
  const options = {
    logger: false,
    bodyLimit: limits.bodyBytes,
    trustProxy: (address: string) => isTrusted(address, proxies),
    // Closing answers nobody with 503: Jira would only send again what a sweep finds anyway.
    return503OnClosing: false,
  };
  if (tls.kind === 'off' || material === undefined) return onePerConnection(fastify(options));
  const verify = tls.clients !== undefined;
  const https = {
    key: material.key,
    cert: material.cert,
    ...(material.ca === undefined ? {} : { ca: material.ca }),
    allowHTTP1: true,
    handshakeTimeout: limits.headerMs,
    minVersion: 'TLSv1.2' as const,
    requestCert: verify,
    rejectUnauthorized: verify,
    settings: { maxConcurrentStreams: limits.sessionStreams },
    // In megabytes; Node's default of 10 for each of hundreds of connections is too much.
    maxSessionMemory: 2,
  };
  // The routes use nothing in which HTTP/2 differs, so one type of application serves for both.
  return onePerConnection(fastify({ ...options, http2: true, https }) as unknown as FastifyInstance);
}

/** Requests that were sent behind the first one on an HTTP/1 connection are not looked at. */
function onePerConnection(app: FastifyInstance): FastifyInstance {
  app.server.maxRequestsPerSocket = 1;
  return app;
}
