import { parseFaultRule } from '@org/teleport-fake';
import type { FastifyInstance } from 'fastify';
import type { WebContext } from './server.ts';

const MAX_WAIT_MS = 60_000;

interface ById {
  readonly id: string;
}

/** Fault rules: add, list, wait for, release, remove. */
export function faultRoutes(server: FastifyInstance, { fake }: WebContext): void {
  const { faults } = fake;
  server.get('/_mock/faults', () => faults.list());
  server.get<{ Params: ById }>('/_mock/faults/:id', (call, reply) => {
    const fault = faults.list().find(({ id }) => id === call.params.id);
    return fault ?? reply.callNotFound();
  });
  server.post<{ Body: unknown }>('/_mock/faults', (call, reply) =>
    reply.code(201).send({ id: faults.add(parseFaultRule(call.body)) }),
  );
  server.get<{ Params: ById; Querystring: { times?: string } }>(
    '/_mock/faults/:id/reached',
    async (call, reply) => {
      const signal = AbortSignal.timeout(MAX_WAIT_MS);
      const times = Number(call.query.times ?? 1);
      const reached = await faults.reached(call.params.id, { signal, times }).then(
        () => true,
        (error: unknown) => {
          if (signal.aborted) return false;
          throw error;
        },
      );
      return reply.code(reached ? 200 : 408).send({ reached });
    },
  );
  server.post<{ Params: ById }>('/_mock/faults/:id/release', (call, reply) => {
    faults.release(call.params.id);
    return reply.code(204).send();
  });
  server.delete<{ Params: ById }>('/_mock/faults/:id', (call, reply) => {
    faults.remove(call.params.id);
    return reply.code(204).send();
  });
  server.delete('/_mock/faults', (_call, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}
