import { got, type Response } from 'got';
import type { ConnectedAgent } from './connected-agent.ts';
import type { Answer } from './answer.ts';
import { toTransportFailure } from './transport-failure.ts';

/** One request, complete. */
export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Called synchronously right before the bytes leave; what it throws cancels the request. */
  readonly beforeSend?: (() => void) | undefined;
}

/** No answer of Jira's that this library asks for comes near it. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * Sends one request and reads the whole answer, whatever its status. Never retries and never follows
 * a redirect. Throws a {@link TransportFailure} when there is no answer, or what `beforeSend` threw.
 */
export async function exchange(request: Exchange, agent: ConnectedAgent): Promise<Answer> {
  let sent = false;
  let cancelled: { readonly reason: unknown } | undefined;
  const answering = got(request.url, {
    method: request.method,
    headers: { ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
    agent: { http: agent.http, https: agent.https },
    timeout: { request: request.timeoutMs },
    signal: request.signal,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    responseType: 'text',
    // A compressed answer could be small on the wire and anything in memory.
    decompress: false,
  });
  void answering.on('request', (outgoing) => {
    outgoing.once('socket', () => {
      try {
        request.beforeSend?.();
        sent = true;
      } catch (reason) {
        cancelled = { reason };
        outgoing.destroy(new Error('cancelled before sending'));
      }
    });
  });
  void answering.on('downloadProgress', ({ transferred }) => {
    if (transferred > MAX_ANSWER_BYTES) answering.cancel();
  });
  try {
    return toAnswer(await answering);
  } catch (thrown) {
    if (cancelled !== undefined) throw cancelled.reason;
    throw toTransportFailure(thrown, sent);
  }
}

function toAnswer(response: Response<string>): Answer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: response.statusCode, headers, body: response.body };
}
