import { createHmac } from 'node:crypto';
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as tlsRequest } from 'node:https';
import { afterEach } from 'vitest';
import type { EndpointConfig } from '../config/sections/http.ts';
import { BlockList, type Socket } from 'node:net';
import { createJiraReader, type ReceiveSettings } from './receive.ts';
import { createWebhookServer, type WebhookServer, type WebhookSettings } from './create-webhook-server.ts';

export interface LoggedLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

export interface Endpoint {
  readonly port: number;
  readonly hints: readonly string[];
  readonly lines: readonly LoggedLine[];
  readonly server: WebhookServer;
  ready: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const running: WebhookServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

/** An endpoint on a free loopback port; it is closed after the test. */
export async function startEndpoint(
  endpoint: Partial<EndpointConfig> = {},
  {
    onHint,
    limits = {},
    ownAccount,
  }: Pick<WebhookSettings, 'limits'> &
    Partial<Pick<ReceiveSettings, 'ownAccount'>> & { readonly onHint?: (ticketId: string) => void } = {},
): Promise<Endpoint> {
  const hints: string[] = [];
  const lines: LoggedLine[] = [];
  const log = (level: string) => (fields: object, message: string) => lines.push({ level, fields, message });
  const state = { ready: true };
  const server = createWebhookServer({
    settings: {
      endpoint: {
        listen: { host: '127.0.0.1', port: 0 },
        publicAddress: undefined,
        tls: { kind: 'off' },
        basicAuth: undefined,
        webhookSecrets: [],
        trustedProxies: new BlockList(),
        ...endpoint,
      },
      reader: createJiraReader({
        projectKeys: ['TAR', 'ops'],
        knowsTicket: () => false,
        webhookSecrets: endpoint.webhookSecrets ?? [],
        ownAccount,
      }),
      limits,
    },
    onHint: onHint ?? ((ticketId) => hints.push(ticketId)),
    isReady: () => state.ready,
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), isLevelEnabled: () => true },
  });
  running.push(server);
  const port = await server.listen();
  return Object.assign(state, { port, hints, lines, server });
}

/** A webhook as Jira Cloud sends it when a card moves. */
export function webhookBody(
  more: {
    readonly project?: string;
    readonly user?: string;
    readonly field?: string;
    readonly event?: string;
  } = {},
): string {
  const { project = 'TAR', user = 'person', field = 'status', event = 'jira:issue_updated' } = more;
  return JSON.stringify({
    timestamp: 1_700_000_000_000,
    webhookEvent: event,
    issue_event_type_name: 'issue_generic',
    user: { accountId: user },
    issue: { id: '10042', key: `${project}-7`, fields: { project: { key: project } } },
    changelog: { id: '3', items: [{ field, from: '1', to: '2' }] },
  });
}

export function signature(secret: string, body: string | Buffer): Readonly<Record<string, string>> {
  return { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
}

/** Resolves once the connection is closed, whether the other side ended it or reset it (which `once` takes for a failure). */
export function closed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** One request over HTTP/1; with `ca` over TLS. */
export function send(
  port: number,
  { body, ...options }: RequestOptions & { readonly body?: string | Buffer; readonly ca?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const make = 'ca' in options ? tlsRequest : plainRequest;
    const request = make(
      { host: '127.0.0.1', port, method: 'POST', agent: false, ...options },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** One request over HTTP/2. */
export async function sendHttp2(
  port: number,
  { ca, method, path, body }: { ca: string; method: string; path: string; body?: string },
): Promise<number> {
  const session = connectHttp2(`https://localhost:${port}`, { ca });
  try {
    return await new Promise<number>((resolve, reject) => {
      session.on('error', reject);
      const stream = session.request({
        ':method': method,
        ':path': path,
        'content-type': 'application/json',
      });
      stream.on('response', (headers) => resolve(Number(headers[':status'])));
      stream.on('error', reject);
      stream.end(body);
    });
  } finally {
    session.close();
  }
}
