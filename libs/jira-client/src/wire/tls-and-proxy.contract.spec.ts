import { afterEach, describe, expect, it } from 'vitest';
import { testCertificate, testKey } from '../http/tls.fixture.ts';
import { clientOf, closeAll, json, serve, serveProxy } from './wire.fixture.ts';

afterEach(closeAll);

const signal = new AbortController().signal;
const issue = { project: { key: 'TAR' }, issueType: { name: 'Task' }, summary: 's' };
const me = { accountId: 'bot', displayName: 'Bot', active: true, accountType: 'atlassian' };

describe('an address that is wrong', () => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;

  it('is told with itself and the likely cause where https meets an HTTP port', async () => {
    const server = await serve((_, answer) => json(answer, me));
    const url = server.url.replace('http:', 'https:');
    await expect(clientOf({ ...server, url }).myself({ signal })).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining(`what answers at ${url} does not speak TLS`) as string,
    });
  });

  it('is told where http meets an HTTPS port', async () => {
    const server = await serve((_, answer) => json(answer, me), { key: testKey, cert: testCertificate });
    const url = server.url.replace('https:', 'http:');
    await expect(clientOf({ ...server, url }).myself({ signal })).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`${url}.*(https|broke)`)) as string,
    });
  });

  it('is told where Jira knows only old versions of TLS', async () => {
    const server = await serve((_, answer) => json(answer, me), {
      key: testKey,
      cert: testCertificate,
      ...old,
    });
    await expect(clientOf(server, { ca: testCertificate }).myself({ signal })).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('versions of TLS that are no longer safe') as string,
    });
  });

  it('is told where nobody listens', async () => {
    const server = await serve((_, answer) => json(answer, me));
    server.close();
    await expect(clientOf(server).myself({ signal })).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining(`no connection to Jira at ${server.url} (ECONNREFUSED)`) as string,
    });
  });

  it.each(['two\nlines', 'windows\r\n', '\u0000'])(
    'is not even tried with a credential like %j',
    async (secret) => {
      const server = await serve((_, answer) => json(answer, me));
      const auth = { kind: 'bearer', token: secret } as const;
      expect(() => clientOf(server, { auth })).toThrow(/line feed or another control character/);
      expect(() => clientOf(server, { auth: { kind: 'basic', user: 'a', secret } })).toThrow(/line feed/);
    },
  );
});

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
