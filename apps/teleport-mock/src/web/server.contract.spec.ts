import { startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callMock } from '../mock-api-client.ts';
import { buildWebServer } from './server.ts';

interface Request {
  readonly id: string;
  readonly state: string;
  readonly reviews: readonly { readonly author: string }[];
}

let fake: TeleportFake;
let url: string;
let dir: string;
let close: () => Promise<void>;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'teleport-mock-'));
  fake = await startTeleportFake();
  const server = buildWebServer({ fake, dir });
  url = await server.listen({ host: '127.0.0.1', port: 0 });
  close = async () => {
    await server.close();
    await fake.close();
    await rm(dir, { recursive: true });
  };
});

afterEach(() => close());

const post = <T>(path: string, body: unknown = {}): Promise<T> =>
  callMock<T>(url, { method: 'POST', path, body });

describe('requests', () => {
  test('created, reviewed and seen in the state', async () => {
    const { id, state } = await post<Request>('/requests', {
      user: 'alice',
      roles: ['editor'],
      resources: ['/teleport.example.com/node/db-1'],
      reason: 'disk full',
    });
    expect(state).toBe('pending');
    expect((await post<Request>(`/requests/${id}/reviews`, { author: 'bob', state: 'approved' })).state).toBe(
      'approved',
    );
    const all = await callMock<{ requests: Request[]; audit: object[] }>(url, {
      method: 'GET',
      path: '/state',
    });
    expect(all.requests[0]?.reviews).toMatchObject([{ author: 'bob' }]);
    expect(all.audit).toHaveLength(2);
  });

  test('get plugin data as a plugin left it', async () => {
    const { id } = await post<Request>('/requests', { user: 'alice', roles: ['editor'] });
    await post(`/requests/${id}/plugin-data`, { plugin: 'jira', set: { user: 'alice', issue_id: '' } });
    expect(fake.cluster.pluginData()).toMatchObject([{ resource: id, entries: { jira: { user: 'alice' } } }]);
    await expect(post('/requests/unknown/plugin-data', { plugin: 'jira', set: { a: 'b' } })).rejects.toThrow(
      'no access request matching',
    );
  });

  test('decided over all heads, promoted, expired, deleted', async () => {
    const create = async (): Promise<string> =>
      (await post<Request>('/requests', { user: 'alice', roles: ['editor'] })).id;
    expect((await post<Request>(`/requests/${await create()}/state`, { state: 'denied' })).state).toBe(
      'denied',
    );
    expect((await post<Request>(`/requests/${await create()}/state`, { state: 'promoted' })).state).toBe(
      'promoted',
    );
    const third = await create();
    expect(await post(`/requests/${third}/expire`)).toEqual({ expired: [third] });
    await callMock(url, { method: 'DELETE', path: `/requests/${await create()}` });
    expect(fake.cluster.requests().map(({ state }) => state)).toEqual(['denied', 'promoted']);
  });

  test('refusals keep the words of Teleport and get a fitting status', async () => {
    const { id } = await post<Request>('/requests', { user: 'alice', roles: ['editor'] });
    await expect(post(`/requests/${id}/reviews`, { author: 'dave', state: 'approved' })).rejects.toThrow(
      /403.*cannot submit reviews/,
    );
    await expect(post('/requests', { roles: ['editor'] })).rejects.toThrow(/400/);
    await expect(post('/requests/nope/state', { state: 'approved' })).rejects.toThrow(/404/);
  });
});

describe('the rest of the control API', () => {
  test('faults are added, listed, awaited and removed', async () => {
    const rule = { match: { method: 'Ping' }, when: 'before', action: 'hold', times: 1 };
    const { id } = await post<{ id: string }>('/faults', rule);
    expect(await callMock(url, { method: 'GET', path: '/faults' })).toMatchObject([{ id, rule, hits: 0 }]);
    const reached = callMock(url, { method: 'GET', path: `/faults/${id}/reached` });
    void fake.faults.meet({ method: 'Ping', resource: '', when: 'before' });
    expect(await reached).toEqual({ reached: true });
    await callMock(url, { method: 'DELETE', path: `/faults/${id}` });
    expect(fake.faults.list()).toEqual([]);
    await expect(post('/faults', { match: {} })).rejects.toThrow(/400.*match.method/);
  });

  test('credentials are re-issued into the folder, readable by the owner only', async () => {
    const first = await post<{ identityPem: string; path: string }>('/identity', { ttlMs: 60_000 });
    expect(await readFile(first.path, 'utf8')).toBe(first.identityPem);
    expect((await stat(first.path)).mode & 0o777).toBe(0o600);
    const second = await post<{ identityPem: string }>('/identity');
    expect(second.identityPem).not.toBe(first.identityPem);
    expect(await readFile(join(dir, 'auth.cas'), 'utf8')).toBe(fake.triple.cas);
  });

  test('the CAs rotate and the next credentials trust both', async () => {
    await post('/rotate-cas', { phase: 'start' });
    const { triple } = await post<{ triple: { cas: string } }>('/identity');
    expect(triple.cas.split('-----BEGIN').length - 1).toBe(2);
  });

  test('the page is served with its parts, and says when something changes', async () => {
    for (const path of ['/', '/page.css', '/page.js'])
      expect((await fetch(new URL(path, url))).status).toBe(200);
    const stop = new AbortController();
    const events = await fetch(new URL('/_mock/events', url), { signal: stop.signal });
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('event: changed');
    await post('/requests', { user: 'alice', roles: ['editor'] });
    expect((await reader.read()).value).toContain('event: changed');
    stop.abort();
  });

  test('settings and users change while it runs', async () => {
    await callMock(url, {
      method: 'PATCH',
      path: '/settings',
      body: { server: { listAccessRequests: false } },
    });
    expect(fake.settings.listAccessRequests).toBe(false);
    await callMock(url, { method: 'PUT', path: '/users/erin', body: { roles: ['reviewer'] } });
    expect(fake.cluster.user('erin')?.roles).toEqual(['reviewer']);
  });
});
