import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { JiraFake } from '@org/jira-fake';

/** The same distance from `src` and from `dist`. */
const PAGE = new URL('../page/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The board, the card's page and their assets; and the stream that keeps them live. */
export function addPageRoutes(app: FastifyInstance, fake: Pick<JiraFake, 'engine'>): void {
  app.get('/', (_request, reply) => sendFile(reply, 'board.html'));
  app.get('/browse/:key', (_request, reply) => sendFile(reply, 'card.html'));
  for (const name of ['jira.css', 'board.js', 'card.js', 'jira.js', 'faults.js', 'mark.svg']) {
    app.get(`/_page/${name}`, (_request, reply) => sendFile(reply, name));
  }
  app.get('/_mock/events', (_request, reply) => stream(reply, fake));
}

function sendFile(reply: FastifyReply, name: string): FastifyReply {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain';
  return reply
    .header('content-type', type)
    .header('cache-control', 'no-store')
    .header('content-security-policy', "default-src 'self'")
    .send(readFileSync(new URL(name, PAGE)));
}

/** Server-sent events: one line per change; the page then reads the state anew. */
function stream(reply: FastifyReply, { engine }: Pick<JiraFake, 'engine'>): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  reply.raw.write('event: hello\ndata: {}\n\n');
  const end = engine.onEvent((event) => {
    reply.raw.write(`event: change\ndata: ${JSON.stringify({ kind: event.kind, key: event.issue.key })}\n\n`);
  });
  reply.raw.on('close', end);
}
