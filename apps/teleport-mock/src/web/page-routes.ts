import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';

const FILES = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/page.css', 'page.css', 'text/css; charset=utf-8'],
  ['/page.js', 'page.js', 'text/javascript; charset=utf-8'],
] as const;

/** The page: three files as they lie in the `page` folder, no build step. */
export function pageRoutes(server: FastifyInstance): void {
  for (const [path, file, type] of FILES) {
    server.get(path, async (_request, reply) => {
      reply.header('content-security-policy', "default-src 'self'; img-src data:").type(type);
      return readFile(new URL(`../../page/${file}`, import.meta.url));
    });
  }
}
