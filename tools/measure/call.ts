import { createHmac } from 'node:crypto';
import { request } from 'node:http';

/** Where to send, and as what. */
export interface Call {
  readonly port: number;
  readonly method?: 'GET' | 'POST';
  readonly path?: string;
  readonly body?: string;
  /** Signs the body as Jira does. */
  readonly secret?: string | undefined;
  readonly deadlineMs?: number;
}

/** An answer's status, or what went wrong, and how long it took. */
export interface Answer {
  readonly status: number | string;
  readonly ms: number;
}

/** One request on a connection of its own. Never rejects. */
export function call({
  port,
  method = 'POST',
  path = '/',
  body = '',
  secret,
  deadlineMs = 30_000,
}: Call): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve) => {
    const end = (status: number | string) => resolve({ status, ms: performance.now() - started });
    const headers = secret === undefined ? {} : { 'x-hub-signature': signatureOf(body, secret) };
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers,
        agent: false,
        signal: AbortSignal.timeout(deadlineMs),
      },
      (response) => {
        response.resume();
        response.on('close', () => end(response.statusCode ?? 0));
      },
    );
    sent.on('error', (error) => end('code' in error ? String(error.code) : error.name));
    sent.end(body);
  });
}

function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
