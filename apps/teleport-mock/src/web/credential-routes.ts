import type { RotationPhase } from '@org/teleport-fake';
import type { FastifyInstance } from 'fastify';
import { writeCredentials } from '../credentials-dir.ts';
import type { WebContext } from './server.ts';

const DAY_MS = 86_400_000;

const identitySchema = {
  type: 'object',
  additionalProperties: false,
  properties: { user: { type: 'string' }, ttlMs: { type: 'integer' } },
} as const;

const rotateSchema = {
  type: 'object',
  required: ['phase'],
  additionalProperties: false,
  properties: { phase: { enum: ['start', 'switch', 'finish'] } },
} as const;

/** Re-issuing credentials and rotating the CAs. */
export function credentialRoutes(server: FastifyInstance, { fake, dir }: WebContext): void {
  server.post<{ Body: { user?: string; ttlMs?: number } | undefined }>(
    '/_mock/identity',
    { schema: { body: identitySchema } },
    async (call) => {
      const { user, ttlMs = DAY_MS } = call.body ?? {};
      const notAfterMs = Date.now() + ttlMs;
      const identity = await fake.issueIdentity({ notAfterMs, ...(user === undefined ? {} : { user }) });
      const path = dir === undefined ? undefined : await writeCredentials(dir, identity);
      return { ...identity, path };
    },
  );
  server.post<{ Body: { phase: RotationPhase } }>(
    '/_mock/rotate-cas',
    { schema: { body: rotateSchema } },
    async (call, reply) => {
      await fake.rotateCas(call.body.phase);
      return reply.code(204).send();
    },
  );
}
