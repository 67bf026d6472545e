import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { createJiraClient } from '../create-jira-client.ts';
import type { JiraClientOptions } from '../api/jira-client-options.ts';
import type { JiraClient } from '../jira-client.ts';

const closing: (() => void)[] = [];

/** What every server and client here is sent with; no error may ever show it. */
export const token = 'very-secret-token';

/** Closes everything that was opened since the last time. */
export function closeAll(): void {
  for (const close of closing.splice(0)) close();
}

/** A real HTTP server on loopback that answers as told. */
export interface Served {
  readonly url: string;
  readonly requests: readonly http.IncomingMessage[];
  connections(): number;
  close(): void;
}

/** Starts a server; `tls` makes it HTTPS. */
export async function serve(
  answer: (request: http.IncomingMessage, answer: http.ServerResponse) => unknown,
  tls?: https.ServerOptions,
): Promise<Served> {
  const requests: http.IncomingMessage[] = [];
  let connections = 0;
  const handle = (request: http.IncomingMessage, response: http.ServerResponse) => {
    requests.push(request);
    request.resume().on('end', () => answer(request, response));
  };
  const server = tls === undefined ? http.createServer(handle) : https.createServer(tls, handle);
  server.on('connection', () => void (connections += 1));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => void (server.close(), server.closeAllConnections());
  closing.push(close);
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { url, requests, connections: () => connections, close };
}

/** Starts a proxy that keeps a list of its tunnels. */
export async function serveProxy() {
  const tunnels: { to: string | undefined; credential: string | undefined; theirs: string | undefined }[] =
    [];
  const proxy = http.createServer();
  proxy.on('connect', (request, client: net.Socket) => {
    const { host, 'proxy-authorization': credential, authorization: theirs } = request.headers;
    tunnels.push({ to: host, credential, theirs });
    const [hostname, port] = (request.url ?? '').split(':');
    const upstream = net.connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    closing.push(() => client.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  closing.push(() => void proxy.close());
  return { url: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`, tunnels };
}

/** A client for a server, which never really waits. */
export function clientOf(server: Served, options: Partial<JiraClientOptions> = {}): JiraClient {
  const client = createJiraClient({
    baseUrl: server.url,
    auth: { kind: 'basic', user: 'bot@example.com', secret: token },
    deployment: 'cloud',
    allowHttp: true,
    clock: jumpingClock([]),
    ...options,
  });
  closing.push(() => client.close());
  return client;
}

/** Waiting moves this clock at once, so that no test waits. */
export function jumpingClock(slept: number[]) {
  let now = Date.now();
  return {
    now: () => now,
    sleep: async (ms: number, stop: AbortSignal) => {
      stop.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
    random: () => 0.5,
  };
}

/** Answers with JSON. */
export function json(answer: http.ServerResponse, body: unknown, status = 200): void {
  answer.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify(body));
}
