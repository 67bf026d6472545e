import { networkInterfaces } from 'node:os';
import { Server as TlsServer } from 'node:tls';
import type { EndpointConfig } from '../config/sections/http.ts';
import { PluginError } from '@org/plugin-host';
import { boundLog, type WebhookLog } from './bounds/bounded-log.ts';
import { createCallBudgets } from './bounds/call-budgets.ts';
import { limitConnections, type ConnectionSource } from './bounds/connections.ts';
import { DEFAULT_LIMITS, type WebhookLimits } from './bounds/limits.ts';
import { UnfinishedBodies } from './bounds/unfinished-bodies.ts';
import { reloadCertificate } from './certificate-reload.ts';
import { createHttpApp } from './http-app.ts';
import { isProtected } from './protection.ts';
import type { WebhookReader } from './read-webhook.ts';
import { addRoutes } from './routes.ts';
import { readTlsFiles } from './tls-files.ts';

export interface WebhookSettings {
  readonly endpoint: EndpointConfig;
  readonly reader: WebhookReader;
  readonly limits?: Partial<WebhookLimits>;
}

export interface WebhookServerParts {
  readonly settings: WebhookSettings;
  /**
   * Called with the id of a ticket that is worth a look, and whether anything vouched for the webhook. Must return at
   * once; the answer waits for it.
   */
  readonly onHint: (ticketId: string, vouched: boolean) => void;
  /** What `GET /readyz` tells. */
  readonly isReady: () => boolean;
  readonly log: WebhookLog;
}

/** The endpoint, made but not started. */
export interface WebhookServer {
  /** Starts to listen and answers the port. Rejects with a `PluginError` `webhook-listen`. */
  listen(): Promise<number>;
  /** Stops listening, lets requests in hand finish for `closeMs`, then cuts what is left. */
  close(): Promise<void>;
}

/**
 * Makes the endpoint that the tracker calls. A webhook is only a hint to look at a ticket: nothing that it says is taken
 * for true. Throws a `PluginError` `webhook-tls` when the certificate's files are of no use.
 */
export function createWebhookServer({ settings, ...parts }: WebhookServerParts): WebhookServer {
  const { endpoint, reader } = settings;
  const { tls, trustedProxies: proxies } = endpoint;
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const now = () => performance.now();
  const log = boundLog(parts.log, { perSecond: limits.logLinesPerSecond, now });
  const material = tls.kind === 'on' ? readTlsFiles(tls) : undefined;
  const app = createHttpApp(endpoint, { material, limits, proxies });
  // With TLS it is another class than fastify's default type says.
  const bare: unknown = app.server;
  const server: ConnectionSource = app.server;
  const connections = limitConnections(server, { limits, proxies, secure: tls.kind === 'on' });
  addRoutes(app, {
    ...parts,
    endpoint,
    reader,
    log,
    budgets: createCallBudgets(limits, now),
    bodies: new UnfinishedBodies(limits),
  });
  warnIfOpen(endpoint, parts.log);
  const stopReloading =
    tls.kind === 'on' && bare instanceof TlsServer
      ? reloadCertificate({ tls, server: bare, log, everyMs: limits.certificateCheckMs })
      : () => undefined;
  return {
    async listen() {
      const { host, port } = endpoint.listen;
      try {
        await app.listen({ host: host ?? everyInterface(), port });
      } catch (error) {
        throw listenFault(endpoint, error);
      }
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    },
    async close() {
      stopReloading();
      const cut = setTimeout(() => connections.destroyAll(), limits.closeMs);
      connections.endSessions();
      await app.close().finally(() => clearTimeout(cut));
    },
  };
}

/** The address for "all" takes both protocols, but does not exist where IPv6 is switched off. */
function everyInterface(): string {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.some((address) => address?.family === 'IPv6') ? '::' : '0.0.0.0';
}

function warnIfOpen(endpoint: EndpointConfig, log: WebhookLog): void {
  if (isProtected(endpoint)) return;
  log.warn(
    {},
    'Webhooks are not protected: whoever reaches the port can make the plugin look at tickets, though not decide. Set http.webhook_secret.',
  );
}

function listenFault({ listen: { host, port } }: EndpointConfig, error: unknown): PluginError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const why =
    code === 'EADDRINUSE'
      ? 'another process listens there'
      : code === 'EACCES'
        ? 'this user may not use that port'
        : code;
  return new PluginError(
    'webhook-listen',
    `The webhook endpoint cannot listen on ${host ?? ''}:${port}: ${why}; change http.listen_addr.`,
  );
}
