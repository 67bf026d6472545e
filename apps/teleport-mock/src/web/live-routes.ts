import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { WebContext } from './server.ts';

const LOOK_EVERY_MS = 200;

/** Server-sent events: `changed` whenever anything moved, at most five times a second. The page then reads the state. */
export function liveRoutes(server: FastifyInstance, { fake }: WebContext): void {
  const readers = new Set<ServerResponse>();
  let seen = '';
  const fingerprint = (): string =>
    JSON.stringify([fake.cluster.revision(), fake.calls.all(), fake.streamCount(), fake.faults.list()]);
  const timer = setInterval(() => {
    const now = fingerprint();
    if (readers.size === 0 || now === seen) return;
    seen = now;
    for (const reader of readers) reader.write('event: changed\ndata: {}\n\n');
  }, LOOK_EVERY_MS);
  timer.unref();
  server.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    for (const reader of readers) reader.end();
    done();
  });
  server.get('/_mock/events', (_call, reply) => {
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    stream.write('event: changed\ndata: {}\n\n');
    readers.add(stream);
    stream.on('close', () => readers.delete(stream));
  });
}
