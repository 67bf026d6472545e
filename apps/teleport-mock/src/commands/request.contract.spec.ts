import { startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildProgram } from '../program.ts';
import { buildWebServer } from '../web/server.ts';

let fake: TeleportFake;
let server: FastifyInstance;
let url: string;

beforeEach(async () => {
  fake = await startTeleportFake();
  server = buildWebServer({ fake, dir: undefined });
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
  await fake.close();
});

async function run(...args: readonly string[]): Promise<string> {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  await buildProgram().parseAsync(['request', ...args, '--url', url], { from: 'user' });
  return printed.join('\n');
}

describe('teleport-mock request', () => {
  test('create, ls, review, deny and rm', async () => {
    const id = await run(
      'create',
      '--user',
      'alice',
      '--roles',
      'prod-a, prod-b',
      '--reason',
      'why',
      '--ttl',
      '60',
    );
    expect(fake.cluster.request(id)).toMatchObject({ roles: ['prod-a', 'prod-b'], requestReason: 'why' });
    expect(await run('ls')).toBe([id, 'pending', 'alice', 'prod-a,prod-b', 'why'].join('\t'));
    expect(await run('review', id, '--author', 'bob')).toBe('pending');
    expect(await run('review', id, '--author', 'carol', '--deny', '--reason', 'no')).toBe('denied');
    await run('rm', id);
    expect(fake.cluster.request(id)).toBeUndefined();
  });

  test('approve, for permanent access to resources', async () => {
    const id = await run('create', '--user', 'alice', '--resources', '/c/node/web', '--long-term');
    expect(fake.cluster.request(id)).toMatchObject({
      kind: 'long-term',
      resources: [{ kind: 'node', name: 'web' }],
    });
    expect(await run('approve', id, '--reason', 'ok')).toBe('approved');
  });

  test('a refusal and a missing mock are one sentence each', async () => {
    await expect(run('approve', 'nope')).rejects.toThrow(/^teleport-mock refused \(404\)/);
    await server.close();
    await expect(run('ls')).rejects.toThrow(/^No teleport-mock answers at/);
  });
});
