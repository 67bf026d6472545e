import https from 'node:https';
import tls from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeAll, json, serve } from '../wire/wire.fixture.ts';
import { createConnectedAgent } from './connected-agent.ts';
import { testCertificate, testKey } from './tls.fixture.ts';

afterEach(closeAll);

const get = (url: string, agent: https.Agent) =>
  new Promise<number | undefined>((resolve, reject) => {
    const request = https.get(url, { agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    request.on('error', reject);
  });

describe('an agent with an authority of its own', () => {
  it('makes one secure context for all connections, and a short key to find idle ones by', async () => {
    const server = await serve((_, answer) => json(answer, {}), { key: testKey, cert: testCertificate });
    const make = vi.spyOn(tls, 'createSecureContext');
    const agent = createConnectedAgent({
      baseUrl: new URL(server.url),
      ca: testCertificate,
      connectTimeoutMs: 5000,
    });
    const statuses = await Promise.all(Array.from({ length: 5 }, () => get(server.url, agent.https)));
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect([server.connections(), make.mock.calls.length]).toEqual([5, 1]);
    const keys = Object.keys(agent.https.freeSockets);
    expect(keys).toHaveLength(1);
    expect(keys[0]?.length).toBeLessThan(100);
    make.mockRestore();
    agent.close();
  });
});
