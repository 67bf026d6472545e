import { BlockList } from 'node:net';
import fastify from 'fastify';
import type { AdminConfig } from '../config/sections/admin.ts';
import { formatHostPort, PluginError } from '@org/plugin-host';
import { limitConnections, type ConnectionSource } from '../webhook/bounds/connections.ts';
import { DEFAULT_LIMITS } from '../webhook/bounds/limits.ts';
import type { Readiness } from './readiness.ts';

/** The listener for whoever runs the process, made but not started. */
export interface AdminServer {
  /** Starts to listen and answers the port. Rejects with a `PluginError` `admin-listen`. */
  listen(): Promise<number>;
  close(): Promise<void>;
}

/** Only probes and the like come here. */
const limits = {
  ...DEFAULT_LIMITS,
  connections: 64,
  connectionsPerAddress: 32,
  headerMs: 5000,
  closeMs: 1000,
};

/**
 * Makes the admin listener: `GET /livez` is 200 for as long as the process can answer at all, `GET /readyz` tells
 * whether the plugin does its work, and why not. Strangers at the webhook's port cannot keep probes from being
 * answered here.
 */
export function createAdminServer({ listen: address }: AdminConfig, readiness: () => Readiness): AdminServer {
  const app = fastify({ logger: false, bodyLimit: 1, return503OnClosing: false });
  app.server.maxRequestsPerSocket = 1;
  const server: ConnectionSource = app.server;
  const connections = limitConnections(server, { limits, secure: false, proxies: new BlockList() });
  app.addHook('onRequest', async (_request, reply) => void reply.header('connection', 'close'));
  app.get('/livez', (_request, reply) => reply.code(200).send());
  app.get('/readyz', (_request, reply) => {
    const answer = readiness();
    return reply.code(answer.ready ? 200 : 503).send(answer);
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.setErrorHandler((_error, _request, reply) => reply.code(400).send());
  return {
    async listen() {
      try {
        await app.listen(address);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        const why = code === 'EADDRINUSE' ? 'another process listens there' : code;
        throw new PluginError(
          'admin-listen',
          `The admin listener cannot listen on ${formatHostPort(address)}: ${why}; change admin.listen_addr.`,
        );
      }
      const bound = app.server.address();
      return typeof bound === 'object' && bound !== null ? bound.port : address.port;
    },
    async close() {
      const cut = setTimeout(() => connections.destroyAll(), limits.closeMs);
      await app.close().finally(() => clearTimeout(cut));
    },
  };
}
