import fastify, { type FastifyInstance } from 'fastify';
import type { EndpointConfig } from '../config/sections/http.ts';
import type { WebhookLimits } from './limits.ts';
import type { TlsMaterial } from './tls-files.ts';

/** An HTTP application without routes: plain HTTP/1, or TLS with HTTP/2 and HTTP/1 on one port. */
export function createHttpApp(
  { tls }: EndpointConfig,
  material: TlsMaterial | undefined,
  limits: WebhookLimits,
): FastifyInstance {
  const options = {
    logger: false,
    bodyLimit: limits.bodyBytes,
    // Closing answers nobody with 503: Jira would only send again what a sweep finds anyway.
    return503OnClosing: false,
  };
  if (tls.kind === 'off' || material === undefined) return fastify(options);
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
  };
  // The routes use nothing in which HTTP/2 differs, so one type of application serves for both.
  return fastify({ ...options, http2: true, https }) as unknown as FastifyInstance;
}
