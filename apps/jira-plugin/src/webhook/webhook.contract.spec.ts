import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Secret } from '@org/plugin-host';
import { closed, send, signature, startEndpoint, webhookBody } from './endpoint-under-test.fixture.ts';

const SECRET = "It's a Secret to Everybody";

describe('a webhook', () => {
  it('about an issue of any project that holds tickets is a hint', async () => {
    const { port, hints } = await startEndpoint();
    await send(port, { body: webhookBody({ project: 'OPS' }) });
    expect(hints).toEqual(['10042']);
  });

  it('about an issue of the project is a hint and gets 204 with no body', async () => {
    const { port, hints } = await startEndpoint();
    const answer = await send(port, { body: webhookBody() });
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(hints).toEqual(['10042']);
  });

  it.each([
    ['jira:issue_created', 1],
    ['jira:issue_updated', 1],
    ['issue_resolved', 1],
    ['jira:issue_deleted', 1],
    ['comment_created', 1],
    ['issue_property_set', 1],
    ['sprint_started', 0],
    ['worklog_created', 0],
  ])('S31: of the event %s makes %d hints', async (event, count) => {
    const { port, hints } = await startEndpoint();
    expect((await send(port, { body: webhookBody({ event }) })).status).toBe(204);
    expect(hints).toHaveLength(count);
  });

  it.each([
    ['not JSON', 'hello', 400],
    ['empty', '', 400],
    ['not an object', '[]', 400],
    ['JSON null', 'null', 400],
    ['without an issue', '{"webhookEvent":"user_created"}', 204],
    ['with an issue without an id', '{"webhookEvent":"jira:issue_updated","issue":{}}', 400],
    ['with a path for an id', '{"webhookEvent":"jira:issue_updated","issue":{"id":"../1"}}', 400],
    ['about another project', webhookBody({ project: 'HR' }), 204],
  ])('%s is no hint', async (_name, body, status) => {
    const { port, hints } = await startEndpoint();
    expect((await send(port, { body })).status).toBe(status);
    expect(hints).toEqual([]);
  });

  it.each([
    'text/plain',
    'application/json; charset=utf-8',
    'application/x-www-form-urlencoded',
    'nonsense',
    undefined,
  ])('is read whatever its content type says (%s)', async (type) => {
    const { port } = await startEndpoint();
    const headers = type === undefined ? {} : { 'content-type': type };
    expect((await send(port, { body: webhookBody(), headers })).status).toBeLessThan(500);
  });

  it('S13: of more than 1 MiB gets 413, of just 1 MiB does not', async () => {
    const { port, hints } = await startEndpoint();
    const exact = webhookBody().padEnd(1024 * 1024, ' ');
    expect((await send(port, { body: exact })).status).toBe(204);
    expect((await send(port, { body: `${exact} ` })).status).toBe(413);
    expect(hints).toHaveLength(1);
  });
});

describe('a fault of ours', () => {
  it('is no 5xx, which Jira would answer by sending again, and does not end the endpoint', async () => {
    const { port, lines } = await startEndpoint(
      {},
      {
        onHint: () => {
          throw new Error('a bug');
        },
      },
    );
    for (let time = 0; time < 2; time += 1) {
      expect(await send(port, { body: webhookBody() })).toMatchObject({ status: 400, body: '' });
    }
    expect(lines.map(({ message }) => message)).toContain('webhook failed');
  });
});

describe('webhooks that our own account caused', () => {
  const body = (field: string) => webhookBody({ user: 'bot', field });

  it('are dropped when Cloud names nobody but the comment’s author', async () => {
    const { port, hints } = await startEndpoint({}, { ownAccount: { id: 'bot', dropMoves: false } });
    for (const accountId of ['bot', 'person']) {
      const issue = { id: accountId === 'bot' ? '10042' : '10043', key: 'TAR-7' };
      const comment = { id: '1', author: { accountId } };
      const body = JSON.stringify({ webhookEvent: 'comment_created', comment, issue });
      expect((await send(port, { body })).status).toBe(204);
    }
    expect(hints).toEqual(['10043']);
  });

  it('are acknowledged and dropped', async () => {
    const { port, hints } = await startEndpoint({}, { ownAccount: { id: 'bot', dropMoves: true } });
    for (const field of ['summary', 'status'])
      expect((await send(port, { body: body(field) })).status).toBe(204);
    expect(hints).toEqual([]);
  });

  it('are hints when they are moves and a person may share the account', async () => {
    const { port, hints } = await startEndpoint({}, { ownAccount: { id: 'bot', dropMoves: false } });
    for (const field of ['summary', 'status'])
      expect((await send(port, { body: body(field) })).status).toBe(204);
    expect(hints).toEqual(['10042']);
  });
});

describe('S13: signatures', () => {
  it("hold for Atlassian's own vector, which is then refused for not being JSON", async () => {
    const { port } = await startEndpoint({ webhookSecrets: [new Secret(SECRET)] });
    const vector = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';
    const right = await send(port, { body: 'Hello World!', headers: { 'x-hub-signature': vector } });
    const wrong = await send(port, { body: 'Hello World?', headers: { 'x-hub-signature': vector } });
    expect([right.status, wrong.status]).toEqual([400, 401]);
  });

  it('S14: of either secret are accepted, of another not', async () => {
    const { port, hints } = await startEndpoint({ webhookSecrets: [new Secret('new'), new Secret('old')] });
    const body = webhookBody();
    const statuses = [];
    for (const secret of ['new', 'old', 'other']) {
      statuses.push((await send(port, { body, headers: signature(secret, body) })).status);
    }
    expect(statuses).toEqual([204, 204, 401]);
    expect(hints).toHaveLength(2);
  });

  it.each([undefined, '', 'sha256=', 'sha1=abc', 'sha256=zz'])(
    'in the form %j are refused',
    async (header) => {
      const { port, hints } = await startEndpoint({ webhookSecrets: [new Secret(SECRET)] });
      const headers = header === undefined ? {} : { 'x-hub-signature': header };
      expect((await send(port, { body: webhookBody(), headers })).status).toBe(401);
      expect(hints).toEqual([]);
    },
  );
});

describe('S14: Basic auth', () => {
  const basicAuth = { user: 'jira', password: new Secret('pa:ss') };

  it.each([
    ['jira:pa:ss', 204],
    ['jira:pa:sS', 401],
    ['jirA:pa:ss', 401],
    ['jira', 401],
    ['', 401],
  ])('%j gets %d', async (auth, status) => {
    const { port, hints } = await startEndpoint({ basicAuth });
    const answer = await send(port, { body: webhookBody(), auth });
    expect(answer.status).toBe(status);
    expect(hints).toHaveLength(status === 204 ? 1 : 0);
    if (status === 401) expect(answer.headers['www-authenticate']).toBe('Basic realm=Restricted');
  });

  it('does not stand before /status', async () => {
    const { port } = await startEndpoint({ basicAuth });
    expect((await send(port, { method: 'GET', path: '/status' })).status).toBe(200);
  });
});

describe('other paths', () => {
  it('GET /status and /healthz answer 200 with no body', async () => {
    const { port } = await startEndpoint();
    for (const path of ['/status', '/healthz']) {
      expect(await send(port, { method: 'GET', path })).toMatchObject({ status: 200, body: '' });
    }
  });

  it('GET /readyz follows the plugin', async () => {
    const endpoint = await startEndpoint();
    expect((await send(endpoint.port, { method: 'GET', path: '/readyz' })).status).toBe(200);
    endpoint.ready = false;
    expect((await send(endpoint.port, { method: 'GET', path: '/readyz' })).status).toBe(503);
  });

  it.each([
    ['GET', '/'],
    ['POST', '/other'],
    ['DELETE', '/'],
    ['POST', '/%'],
  ])('%s %s is refused quietly', async (method, path) => {
    const { port } = await startEndpoint();
    const { status, body } = await send(port, { method, path, body: webhookBody() });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('stack');
  });
});

describe('S13: slow callers', () => {
  it.each([
    ['say nothing', ''],
    ['stop within the headers', 'POST / HTTP/1.1\r\nHost: x\r\n'],
    ['stop within the body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'],
  ])('who %s are cut off', async (_name, text) => {
    const { port, hints } = await startEndpoint({}, { limits: { headerMs: 50, bodyMs: 50 } });
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    socket.resume();
    await closed(socket);
    expect(hints).toEqual([]);
  });

  it('do not keep the endpoint from closing', async () => {
    const { port, server } = await startEndpoint({}, { limits: { closeMs: 50 } });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    await once(socket, 'connect');
    await Promise.all([closed(socket), server.close()]);
  });
});

describe('the log', () => {
  it('warns once at start when nothing protects the endpoint', async () => {
    const open = await startEndpoint();
    expect(open.lines).toEqual([
      { level: 'warn', fields: {}, message: expect.stringContaining('Webhooks are not protected') as string },
    ]);
    expect((await startEndpoint({ webhookSecrets: [new Secret(SECRET)] })).lines).toEqual([]);
  });

  it('S29: gets a bounded number of lines', async () => {
    const { port, lines } = await startEndpoint({}, { limits: { logLinesPerSecond: 2 } });
    const before = performance.now();
    for (let count = 0; count < 40; count += 1) await send(port, { body: 'not JSON' });
    const seconds = Math.floor((performance.now() - before) / 1000) + 1;
    expect(lines.filter(({ message }) => message === 'webhook refused').length).toBeLessThanOrEqual(
      2 * (seconds + 1),
    );
  });
});

describe('a port that is taken', () => {
  it('is one clear error', async () => {
    const { port } = await startEndpoint();
    const second = startEndpoint({ listen: { host: '127.0.0.1', port } });
    await expect(second).rejects.toThrow(
      `The webhook endpoint cannot listen on 127.0.0.1:${port}: another process listens there; change http.listen_addr.`,
    );
  });
});
