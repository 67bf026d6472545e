import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createJiraClient } from '../create-jira-client.ts';
import { clientOf, closeAll, jumpingClock, json, serve, token } from './wire.fixture.ts';

afterEach(closeAll);

const signal = new AbortController().signal;
const issue = { project: { key: 'TAR' }, issueType: { name: 'Task' }, summary: 's' };
const created = { id: '10000', key: 'TAR-1', self: 'x' };
const me = { accountId: 'bot', displayName: 'Bot', active: true, accountType: 'atlassian' };

describe('sending', () => {
  it('checks beforeSend when the connection stands, and a refusal sends nothing', async () => {
    const server = await serve((_, answer) => json(answer, created));
    const client = clientOf(server);
    const refusal = new Error('too late');
    const cancelled = client.createIssue(issue, {
      signal,
      beforeSend: () => {
        expect(server.connections()).toBe(1);
        throw refusal;
      },
    });
    await expect(cancelled).rejects.toBe(refusal);
    expect(server.requests).toEqual([]);
  });

  it('checks beforeSend on a connection that is used again', async () => {
    const server = await serve((_, answer) => json(answer, created));
    const client = clientOf(server);
    let checks = 0;
    const options = { signal, beforeSend: () => void (checks += 1) };
    await client.createIssue(issue, options);
    await client.createIssue(issue, options);
    expect(checks).toBe(2);
    expect(server.connections()).toBe(1);
    const late = {
      signal,
      beforeSend: () => {
        throw new Error('late');
      },
    };
    await expect(client.createIssue(issue, late)).rejects.toThrow('late');
    expect(server.requests).toHaveLength(2);
  });

  it('checks beforeSend for the call alone, not for what has to be asked first', async () => {
    const server = await serve((request, answer) => {
      const info = { baseUrl: 'x', version: '1001', deploymentType: 'Cloud' };
      json(answer, request.url?.endsWith('serverInfo') === true ? info : created);
    });
    const seen: number[] = [];
    const beforeSend = () => void seen.push(server.requests.length);
    await clientOf(server, { deployment: 'auto' }).createIssue(issue, { signal, beforeSend });
    expect(seen).toEqual([1]);
  });

  it('uses one connection for calls one after another', async () => {
    const server = await serve((_, answer) => json(answer, me));
    const client = clientOf(server);
    for (let n = 0; n < 10; n += 1) await client.myself({ signal });
    expect(server.connections()).toBe(1);
  });

  it('says what it is, and nothing like a browser', async () => {
    const server = await serve((_, answer) => json(answer, me));
    await clientOf(server).myself({ signal });
    expect(server.requests[0]?.headers['user-agent']).toBe('access-plugin-jira-client');
    expect(server.requests[0]?.url).toBe('/rest/api/3/myself');
  });
});

describe('what a failure says about the effect', () => {
  it('nothing listens: not done', async () => {
    const server = await serve(() => undefined);
    server.close();
    await expect(clientOf(server).createIssue(issue, { signal })).rejects.toMatchObject({
      code: 'network',
      outcome: 'not-done',
    });
  });

  it('the connection breaks after sending: unknown, and a write is not sent again', async () => {
    const server = await serve((request) => request.socket.destroy());
    await expect(clientOf(server).createIssue(issue, { signal })).rejects.toMatchObject({
      code: 'network',
      outcome: 'unknown',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('no answer in time: unknown', async () => {
    const server = await serve(() => undefined);
    const client = clientOf(server, { timeoutMs: 100 });
    await expect(client.createIssue(issue, { signal })).rejects.toMatchObject({
      code: 'timeout',
      outcome: 'unknown',
    });
  });

  it('a server error on a write: unknown, and sent once', async () => {
    const server = await serve((_, answer) => json(answer, {}, 500));
    await expect(clientOf(server).createIssue(issue, { signal })).rejects.toMatchObject({
      code: 'unavailable',
      outcome: 'unknown',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('the caller stops before anything is sent: not done; after: unknown', async () => {
    const stop = new AbortController();
    const server = await serve(() => stop.abort());
    const client = clientOf(server);
    await expect(client.createIssue(issue, { signal: stop.signal })).rejects.toMatchObject({
      code: 'aborted',
      outcome: 'unknown',
    });
    await expect(client.createIssue(issue, { signal: stop.signal })).rejects.toMatchObject({
      code: 'aborted',
      outcome: 'not-done',
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('reading again', () => {
  it('a read survives a broken connection and a server error', async () => {
    const server = await serve((request, answer) => {
      if (server.requests.length === 1) return request.socket.destroy();
      if (server.requests.length === 2) return json(answer, {}, 503);
      return json(answer, me);
    });
    expect((await clientOf(server).myself({ signal })).id).toBe('bot');
    expect(server.requests).toHaveLength(3);
  });

  it('gives up after four tries', async () => {
    const server = await serve((_, answer) => json(answer, {}, 502));
    await expect(clientOf(server).myself({ signal })).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.requests).toHaveLength(4);
  });

  it('waits as long as Jira says, before the next read and before a write alike', async () => {
    const slept: number[] = [];
    const server = await serve((_, answer) => {
      if (server.requests.length > 1) return json(answer, server.requests.length > 2 ? created : me);
      answer.setHeader('retry-after', '7');
      answer.setHeader('ratelimit-reason', 'jira-quota-tenant-based');
      return json(answer, {}, 429);
    });
    const client = clientOf(server, { clock: jumpingClock(slept) });
    await client.myself({ signal });
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(7000);
    await client.createIssue(issue, { signal });
    expect(server.requests).toHaveLength(3);
  });

  it('tells a write how long to wait, sends it once, and holds the next one back', async () => {
    const server = await serve((_, answer) => {
      answer.setHeader('retry-after', '60');
      answer.setHeader('ratelimit-reason', 'jira-burst-based');
      json(answer, {}, 429);
    });
    const client = clientOf(server, { clock: jumpingClock([]) });
    const limited = { code: 'rate-limited', outcome: 'not-done' };
    await expect(client.createIssue(issue, { signal })).rejects.toMatchObject({
      ...limited,
      pause: { scope: 'endpoint', forMs: 60_000 },
    });
    await expect(client.createIssue(issue, { signal })).rejects.toMatchObject(limited);
    expect(server.requests).toHaveLength(1);
  });
});

describe('who gets the credential', () => {
  it('S30: follows no redirect', async () => {
    const elsewhere = await serve((_, answer) => json(answer, me));
    const server = await serve((_, answer) => {
      answer.writeHead(302, { location: `${elsewhere.url}/rest/api/3/myself` }).end();
    });
    await expect(clientOf(server).myself({ signal })).rejects.toMatchObject({
      code: 'not-json',
      message: expect.stringContaining(elsewhere.url) as string,
    });
    expect(elsewhere.requests).toEqual([]);
  });

  it('asks for the product without it', async () => {
    const server = await serve((request, answer) => {
      const info = { baseUrl: 'x', version: '10.3.5', deploymentType: 'Server' };
      json(answer, request.url?.endsWith('serverInfo') === true ? info : { key: 'bot', name: 'bot' });
    });
    const client = clientOf(server, { deployment: 'auto' });
    expect(await client.deployment({ signal })).toBe('datacenter');
    await client.myself({ signal });
    expect(server.requests.map(({ url, headers }) => [url, headers.authorization !== undefined])).toEqual([
      ['/rest/api/2/serverInfo', false],
      ['/rest/api/2/myself', true],
    ]);
  });

  it('uses a refused Data Center password once, until told that it was put right', async () => {
    let right = false;
    const server = await serve((_, answer) => {
      if (right) return json(answer, { key: 'bot', name: 'bot' });
      answer.setHeader('x-seraph-loginreason', 'AUTHENTICATED_FAILED');
      return answer.writeHead(401, { 'content-type': 'text/html' }).end('<html>');
    });
    const client = clientOf(server, { deployment: 'datacenter' });
    const refused = { code: 'unauthorized', outcome: 'not-done' };
    await expect(client.myself({ signal })).rejects.toMatchObject(refused);
    await expect(client.createIssue(issue, { signal })).rejects.toMatchObject(refused);
    expect(server.requests).toHaveLength(1);
    right = true;
    client.retryCredential();
    expect((await client.myself({ signal })).id).toBe('bot');
  });

  it('S28: leaves no trace of it in any error', async () => {
    const server = await serve((_, answer) => json(answer, { errorMessages: [`bad ${token}`] }, 400));
    const dead = await serve(() => undefined);
    dead.close();
    for (const where of [server, dead]) {
      const error: unknown = await clientOf(where)
        .createIssue(issue, { signal })
        .catch((e: unknown) => e);
      const everything = inspect(error, { depth: Infinity, showHidden: true });
      expect(everything).toContain('create issue');
      expect(everything).not.toContain(token);
      expect(everything).not.toContain(Buffer.from(`bot@example.com:${token}`).toString('base64'));
    }
  });

  it('refuses http: unless it is allowed', () => {
    const options = { baseUrl: 'http://jira.example', auth: { kind: 'bearer', token } } as const;
    expect(() => createJiraClient(options)).toThrow('https:');
    expect(() => createJiraClient({ ...options, baseUrl: 'ftp://x' })).toThrow('not an http(s) address');
    expect(() => createJiraClient({ ...options, baseUrl: 'https://a:b@x' })).toThrow('user name');
  });
});

describe('answers', () => {
  it('a page where JSON should be means a wrong address', async () => {
    const server = await serve((_, answer) => {
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>');
    });
    await expect(clientOf(server).myself({ signal })).rejects.toMatchObject({ code: 'not-json' });
  });

  it('are read up to a size, and no further', async () => {
    const server = await serve((_, answer) => {
      answer.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!answer.destroyed && answer.write('x'.repeat(1 << 20)));
      };
      answer.on('drain', more).on('error', () => undefined);
      more();
    });
    await expect(clientOf(server).project('TAR', { signal })).rejects.toMatchObject({
      code: 'unexpected-answer',
      message: expect.stringContaining('too large') as string,
    });
    expect(server.requests[0]?.headers['accept-encoding'] ?? 'identity').toBe('identity');
  });

  it('JSON of another shape is named as such', async () => {
    const server = await serve((_, answer) => json(answer, { nothing: true }));
    await expect(clientOf(server).project('TAR', { signal })).rejects.toMatchObject({
      code: 'unexpected-answer',
      message: expect.stringContaining('id') as string,
    });
  });

  it('a created issue without an id leaves the outcome unknown', async () => {
    const server = await serve((_, answer) => json(answer, {}, 201));
    await expect(clientOf(server).createIssue(issue, { signal })).rejects.toMatchObject({
      code: 'unexpected-answer',
      outcome: 'unknown',
    });
  });
});
