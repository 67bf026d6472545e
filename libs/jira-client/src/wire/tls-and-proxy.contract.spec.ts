import { afterEach, describe, expect, it } from 'vitest';
import { testCertificate, testKey } from '../http/tls.fixture.ts';
import { clientOf, closeAll, json, serve, serveProxy } from './wire.fixture.ts';

afterEach(closeAll);

const signal = new AbortController().signal;
const issue = { project: { key: 'TAR' }, issueType: { name: 'Task' }, summary: 's' };
const me = { accountId: 'bot', displayName: 'Bot', active: true, accountType: 'atlassian' };

describe('TLS and proxies', () => {
  it('refuses an unknown authority, and trusts the one it is given', async () => {
    const server = await serve((_, answer) => json(answer, me), { key: testKey, cert: testCertificate });
    await expect(clientOf(server).createIssue(issue, { signal })).rejects.toMatchObject({
      code: 'tls',
      outcome: 'not-done',
    });
    expect((await clientOf(server, { ca: testCertificate }).myself({ signal })).id).toBe('bot');
  });

  it('tunnels through a proxy, which sees its own credential and not ours', async () => {
    const server = await serve((_, answer) => json(answer, me), { key: testKey, cert: testCertificate });
    const proxy = await serveProxy();
    const proxyUrl = proxy.url.replace('http://', 'http://proxy-user:proxy-pass@');
    const client = clientOf(server, { ca: testCertificate, proxyUrl });
    await client.myself({ signal });
    await client.myself({ signal });
    expect(proxy.tunnels).toEqual([
      {
        to: new URL(server.url).host,
        credential: `Basic ${Buffer.from('proxy-user:proxy-pass').toString('base64')}`,
        theirs: undefined,
      },
    ]);
  });

  it('a proxy that refuses means nothing was done', async () => {
    const server = await serve((_, answer) => json(answer, me));
    const refusing = await serve((_, answer) => json(answer, {}, 403));
    const client = clientOf(server, { proxyUrl: refusing.url });
    await expect(client.createIssue(issue, { signal })).rejects.toMatchObject({
      code: 'network',
      outcome: 'not-done',
    });
    expect(server.requests).toEqual([]);
  });
});
