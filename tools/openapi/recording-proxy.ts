import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that went through, with both bodies. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly sent: string;
  readonly status: number;
  readonly contentType: string;
  readonly answered: string;
}

/** A server in front of the fake that passes every call on and keeps it. */
export async function recordingProxy(target: string) {
  const exchanges: Exchange[] = [];
  const server = createServer((request, response) => {
    void pass(target, request, response).then((exchange) => exchanges.push(exchange));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, exchanges, close: () => server.close() };
}

async function pass(target: string, request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const sent = Buffer.concat(parts).toString();
  const { method = 'GET', url = '/' } = request;
  const { authorization, 'content-type': type } = request.headers;
  const answer = await fetch(`${target}${url}`, {
    method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(sent === '' ? {} : { body: sent }),
  });
  const answered = await answer.text();
  const contentType = answer.headers.get('content-type') ?? '';
  const headers = [...answer.headers].filter(
    ([name]) => !['content-length', 'connection', 'date'].includes(name),
  );
  response.writeHead(answer.status, Object.fromEntries(headers)).end(answered);
  const [path = '/', query = ''] = url.split('?');
  return {
    method,
    path,
    query: new URLSearchParams(query),
    sent,
    status: answer.status,
    contentType,
    answered,
  };
}
