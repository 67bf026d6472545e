import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { openTunnel } from './proxy-tunnel.ts';

/** What an agent is made for. */
export interface AgentOptions {
  readonly baseUrl: URL;
  /** PEM certificates to trust beside the well-known ones. */
  readonly ca?: string | undefined;
  readonly proxyUrl?: URL | undefined;
  readonly connectTimeoutMs: number;
}

/** An agent together with the way to close its idle connections. */
export interface ConnectedAgent {
  readonly http: http.Agent;
  readonly https: https.Agent;
  close(): void;
}

/**
 * Idle connections are closed before the server does it (Data Center's Tomcat waits 20 s): a write
 * into one that it has just closed would leave its outcome unknown.
 */
const IDLE_MS = 15_000;

type Created = (error: Error | null, socket?: Duplex) => void;

/**
 * Keep-alive agents that hand a socket to a request only when it is connected (TLS included), never
 * before. So the moment a request gets its socket is the moment its bytes leave: a failure before it
 * certainly had no effect, and a last check can be made in it.
 */
export function createConnectedAgent(options: AgentOptions): ConnectedAgent {
  const pool = { keepAlive: true, maxSockets: 32, scheduling: 'lifo', timeout: IDLE_MS } as const;
  const trust = options.ca === undefined ? {} : { ca: [...tls.rootCertificates, options.ca] };
  const plain = new http.Agent(pool);
  const secure = new https.Agent({ ...pool, ...trust });
  handOverConnected(plain, 'connect', options);
  handOverConnected(secure, 'secureConnect', options);
  return {
    http: plain,
    https: secure,
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** Node's agent takes a socket by callback when `createConnection` returns none. */
function handOverConnected(
  agent: http.Agent,
  readyEvent: 'connect' | 'secureConnect',
  options: AgentOptions,
): void {
  const connect = agent.createConnection.bind(agent) as (options: object) => Socket;
  const handOver = (connection: object, created: Created): undefined => {
    if (options.proxyUrl === undefined) {
      whenReady(connect(connection), readyEvent, { created, timeoutMs: options.connectTimeoutMs });
      return;
    }
    openTunnel(options.proxyUrl, options.baseUrl, options.connectTimeoutMs).then(
      (socket) => {
        if (readyEvent === 'connect') created(null, socket);
        else
          whenReady(connect({ ...connection, socket }), readyEvent, {
            created,
            timeoutMs: options.connectTimeoutMs,
          });
      },
      (error: unknown) => created(error instanceof Error ? error : new Error('the proxy failed')),
    );
  };
  Object.assign(agent, { createConnection: handOver });
}

function whenReady(
  socket: Socket,
  readyEvent: 'connect' | 'secureConnect',
  { created, timeoutMs }: { created: Created; timeoutMs: number },
): void {
  const timer = setTimeout(() => socket.destroy(timedOut()), timeoutMs);
  const settle = (error: Error | null) => {
    clearTimeout(timer);
    socket.off(readyEvent, ready).off('error', failed).off('close', closed);
    if (error === null) created(null, socket);
    else created(error);
  };
  const ready = () => settle(null);
  const failed = (error: Error) => settle(error);
  const closed = () => settle(timedOut());
  socket.once(readyEvent, ready).once('error', failed).once('close', closed);
}

function timedOut(): Error {
  return Object.assign(new Error('the connection was not made in time'), { code: 'ETIMEDOUT' });
}
