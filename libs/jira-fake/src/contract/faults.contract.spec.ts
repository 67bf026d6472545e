import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { caller } from './caller.fixture.ts';

let jira: JiraFake;
let call: ReturnType<typeof caller>;

beforeAll(async () => {
  jira = await startJiraFake();
  call = caller(jira);
});
beforeEach(() => jira.reset());
afterAll(() => jira.close());

const signal = AbortSignal.timeout(10_000);
const match = { method: 'POST', path: '/rest/api/*/issue' };
const create = () =>
  call('plugin', 'POST /rest/api/3/issue', {
    fields: { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's' },
  });

describe('a fault', () => {
  it('holds a call before its effect until it is released', async () => {
    const id = jira.faults.add({ match, when: 'before', action: 'hold' });
    const created = create();
    await jira.faults.reached(id, { signal });
    expect(jira.engine.issues).toHaveLength(0);
    expect(jira.faults.get(id)).toMatchObject({ hits: 1, held: 1 });
    jira.faults.release(id);
    expect((await created).status).toBe(201);
  });

  it('holds a call after its effect until it is deleted', async () => {
    const id = jira.faults.add({ match, when: 'after', action: 'hold' });
    const created = create();
    await jira.faults.reached(id, { signal });
    expect(jira.engine.issues).toHaveLength(1);
    jira.faults.remove(id);
    expect((await created).status).toBe(201);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('drops an answer %s the effect', async (when, issues) => {
    jira.faults.add({ match, when, action: 'drop', times: 1 });
    await expect(create()).rejects.toThrow();
    expect(jira.engine.issues).toHaveLength(issues);
    expect((await create()).status).toBe(201);
  });

  it('answers in place of Jira, as often as it should', async () => {
    const headers = { 'retry-after': '7' };
    jira.faults.add({
      match,
      when: 'before',
      action: 'error',
      status: 429,
      headers,
      body: { a: 1 },
      times: 1,
    });
    const answer = await create();
    expect([answer.status, answer.headers.get('retry-after'), answer.json]).toEqual([429, '7', { a: 1 }]);
    expect((await create()).status).toBe(201);
  });

  it('bites only the calls that it names', async () => {
    const id = jira.faults.add({
      match: { ...match, path: '/rest/api/3/issue/**' },
      when: 'before',
      action: 'error',
    });
    expect((await create()).status).toBe(201);
    expect((await call('ben', 'POST /rest/api/3/issue/TAR-1/transitions', {})).status).toBe(500);
    expect(jira.faults.get(id)?.hits).toBe(1);
  });

  it('is waited for no longer than the caller wants', async () => {
    const id = jira.faults.add({ match, when: 'before', action: 'hold' });
    await expect(jira.faults.reached(id, { signal: AbortSignal.timeout(1) })).rejects.toThrow(
      'No call reached',
    );
  });
});

describe('the record of calls', () => {
  it('tells who called what, and what came of it', async () => {
    await create();
    await call(undefined, 'GET /rest/api/3/issue/TAR-1?fields=status');
    await call('ann', 'GET /rest/nonsense');
    expect(jira.calls.map(({ method, path, query, status }) => ({ method, path, query, status }))).toEqual([
      { method: 'POST', path: '/rest/api/3/issue', query: '', status: 201 },
      { method: 'GET', path: '/rest/api/3/issue/TAR-1', query: 'fields=status', status: 404 },
      { method: 'GET', path: '/rest/nonsense', query: '', status: 404 },
    ]);
    expect(jira.calls[0]!.who).toBe(jira.engine.findUser('plugin')!.id);
    expect(jira.calls[1]!.who).toBeUndefined();
  });
});
