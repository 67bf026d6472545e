import type { Tracker } from '@org/access-plugin-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patience, requestNumber, startSubject, type JiraSubject } from './jira-subject.fixture.ts';

const origin = { cluster: 'example', instance: 'default', epoch: 1, expires: 1_790_003_600_000 };

describe.each(['cloud', 'datacenter'] as const)('calls to Jira %s', (deployment) => {
  let subject: JiraSubject;
  beforeEach(async () => {
    subject = await startSubject({ deployment });
    subject.fake.calls.length = 0;
  });
  afterEach(() => subject.close());

  const counted = async (run: () => Promise<unknown>): Promise<string[]> => {
    subject.fake.calls.length = 0;
    await run();
    return subject.fake.calls.map(
      ({ method, path }) => `${method} ${path.replace(/^.*\/rest\/api\/\d/, '')}`,
    );
  };
  const create = async (tracker: Tracker = subject.tracker) => {
    const draft = { request: requestNumber(1), origin };
    return (await tracker.create(draft, { ...patience(), beforeSend: () => undefined })).id;
  };

  it('a ticket is one call', async () => {
    expect(await counted(create)).toEqual(['POST /issue']);
  });

  it('a look is one call, and stays one with notes of ours on it', async () => {
    const id = await create();
    expect(await counted(() => subject.tracker.read(id, patience()))).toEqual([`GET /issue/${id}`]);
    const note = { key: 'review:1', paragraphs: ['Hello'] };
    expect(await counted(() => subject.tracker.addNote(id, note, patience()))).toEqual([
      `POST /issue/${id}/comment`,
    ]);
    expect(await counted(() => subject.tracker.read(id, patience()))).toEqual([`GET /issue/${id}`]);
  });

  it('a move is one call after a look, and two without', async () => {
    const id = await create();
    await subject.tracker.read(id, patience());
    const move = (to: 'approved' | 'pending') => () => subject.tracker.move(id, { to }, patience());
    expect(await counted(move('approved'))).toEqual([`POST /issue/${id}/transitions`]);
    const replica = await subject.another();
    expect(await counted(() => replica.move(id, { to: 'pending' }, patience()))).toEqual([
      `GET /issue/${id}/transitions`,
      `POST /issue/${id}/transitions`,
    ]);
  });

  it('finds the ticket of one request among those of others, in one call when it has seen them', async () => {
    const ids: string[] = [];
    for (const number of [1, 2, 3]) {
      const draft = { request: requestNumber(number), origin };
      const call = { ...patience(), beforeSend: () => undefined };
      ids.push((await subject.tracker.create(draft, call)).id);
    }
    const query = { requestId: requestNumber(2).id, sinceMs: Date.now() - 60_000 };
    expect(await subject.tracker.find(query, patience())).toEqual([ids[1]]);
    expect(await counted(() => subject.tracker.find(query, patience()))).toHaveLength(1);
  });

  it('asks for no key of a comment that is not ours, whatever it says', async () => {
    const id = await create();
    await subject.person.comments(id, 'x\nteleport-access-plugin: review:1');
    expect(await counted(() => subject.tracker.read(id, patience()))).toEqual([`GET /issue/${id}`]);
  });

  it("another replica's first look at notes asks for their keys once", async () => {
    const id = await create();
    await subject.tracker.addNote(id, { key: 'review:1', paragraphs: ['Hello'] }, patience());
    const replica = await subject.another();
    const first = await counted(() => replica.read(id, patience()));
    expect(first.length).toBeGreaterThan(1);
    expect(await counted(() => replica.read(id, patience()))).toEqual([`GET /issue/${id}`]);
    const reading = await replica.read(id, patience());
    expect(reading).toMatchObject({ ticket: { notes: [{ key: 'review:1' }] } });
  });
});

describe('a card that moves meanwhile', () => {
  it('is moved by what leads on from where it is now', async () => {
    const subject = await startSubject({ deployment: 'cloud' });
    const draft = { request: requestNumber(1), origin };
    const { id } = await subject.tracker.create(draft, { ...patience(), beforeSend: () => undefined });
    await subject.tracker.read(id, patience());
    const [project] = subject.fake.engine.projects;
    const only = (from: string, to: string) => ({ id: `${from}${to}`, name: to, from: [from], to });
    const workflow = { ...project?.workflow, transitions: [only('10001', '10003'), only('10003', '10002')] };
    Object.assign(project ?? {}, { workflow });
    await subject.person.moves(id, 'denied');
    await subject.tracker.move(id, { to: 'approved', answers: 7 }, patience());
    const reading = await subject.tracker.read(id, patience());
    expect(reading).toMatchObject({ ticket: { status: 'approved' } });
    await subject.close();
  });

  it('is a conflict when both move at once, and nothing was done', async () => {
    const subject = await startSubject({ deployment: 'cloud', settings: { transitionMs: 150 } });
    const draft = { request: requestNumber(1), origin };
    const { id } = await subject.tracker.create(draft, { ...patience(), beforeSend: () => undefined });
    const replica = await subject.another();
    const results = await Promise.allSettled([
      subject.tracker.move(id, { to: 'approved' }, patience()),
      replica.move(id, { to: 'denied' }, patience()),
    ]);
    const failed = results.filter(({ status }) => status === 'rejected');
    expect(failed).toMatchObject([{ reason: { code: 'conflict', outcome: 'conflict' } }]);
    await subject.close();
  });
});

describe('limits', () => {
  it('a pause for one issue holds back that issue alone, and says for how long', async () => {
    const subject = await startSubject({ deployment: 'cloud' });
    const draft = { request: requestNumber(1), origin };
    const call = { ...patience(), beforeSend: () => undefined };
    const [held, free] = [
      await subject.tracker.create(draft, call),
      await subject.tracker.create(draft, call),
    ];
    const headers = { 'Retry-After': '60', 'RateLimit-Reason': 'jira-per-issue-on-write' };
    subject.fake.faults.add({
      match: { method: 'POST', path: '/rest/api/3/issue/*/comment' },
      when: 'before',
      action: 'error',
      status: 429,
      headers,
      times: 1,
    });
    const note = { key: 'k', paragraphs: ['x'] };
    const limited = { code: 'rate-limited', outcome: 'not-done' };
    await expect(subject.tracker.addNote(held.id, note, patience())).rejects.toMatchObject({
      ...limited,
      retryAfterMs: 60_000,
    });
    await subject.tracker.addNote(free.id, note, patience());
    await subject.tracker.read(held.id, patience());
    const before = subject.fake.calls.length;
    const move = subject.tracker.move(held.id, { to: 'denied' }, patience());
    await expect(move).rejects.toMatchObject(limited);
    expect(subject.fake.calls.slice(before)).toEqual([]);
    await subject.close();
  });
});
