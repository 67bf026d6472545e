import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessRequest, TicketFilter } from '@org/access-plugin-core';
import { accountId } from '@org/jira-fake';
import { patience, requestNumber, startSubject, type JiraSubject } from '../jira-subject.fixture.ts';
import { twoProjects } from './two-projects.fixture.ts';

const routes = [
  { roles: ['prod-*'], project: 'OPS', issueType: 'access', fields: { Service: '{{roles}}' } },
  { requesters: ['bot-*'], ticket: false },
];
const prod: AccessRequest = { ...requestNumber(2), roles: ['prod-db'] };

describe.each(['cloud', 'datacenter'] as const)('routes to two projects, on %s', (deployment) => {
  let subject: JiraSubject;
  beforeEach(async () => {
    subject = await startSubject({ deployment, seed: twoProjects() }, { routes });
  });
  afterEach(() => subject.close());

  const create = (request: AccessRequest) => {
    const draft = { request, origin: { cluster: 'example', instance: 'default', epoch: 1 } };
    return subject.tracker.create(draft, { ...patience(), beforeSend: () => undefined });
  };
  const listed = async (filter: TicketFilter) => {
    const ids: string[] = [];
    for await (const page of subject.tracker.list(filter, patience())) ids.push(...page.map(({ id }) => id));
    return ids.toSorted();
  };

  it('makes each ticket where its route says, with the fields of the route', async () => {
    expect(await create(requestNumber(1))).toMatchObject({ key: 'TAR-1', projectId: '10000' });
    expect(await create(prod)).toMatchObject({ key: 'OPS-1', projectId: '10300', typeId: '10302' });
    expect(subject.fake.engine.issues.map(({ fields }) => fields['customfield_10200'])).toEqual([
      undefined,
      'prod-db',
    ]);
  });

  it('makes none where the route says so, and sends nothing', async () => {
    subject.fake.calls.length = 0;
    const bot = create({ ...requestNumber(3), user: 'bot-1' });
    await expect(bot).rejects.toMatchObject({ code: 'refused', outcome: 'not-done' });
    expect(subject.fake.calls).toEqual([]);
  });

  it('reads, moves and lists over both, each by its own statuses', async () => {
    const [one, two] = [(await create(requestNumber(1))).id, (await create(prod)).id];
    expect(await listed({ status: 'pending' })).toEqual([one, two].toSorted());
    for (const id of [one, two]) {
      await subject.tracker.move(id, { to: 'approved' }, patience());
      const reading = await subject.tracker.read(id, patience());
      expect(reading).toMatchObject({ ticket: { status: 'approved', statusChanges: [{ from: 'pending' }] } });
    }
    expect(await listed({ status: 'pending' })).toEqual([]);
    expect(await listed({ updatedWithinMs: 60_000 })).toEqual([one, two].toSorted());
    const statuses = subject.fake.engine.issues.map(({ statusId }) => statusId);
    expect(statuses).toEqual(['10002', '310002']);
  });

  it('finds a ticket in whichever project', async () => {
    await create(requestNumber(1));
    const { id } = await create(prod);
    const query = { requestId: prod.id, sinceMs: Date.now() - 60_000 };
    expect(await subject.tracker.find(query, patience())).toEqual([id]);
  });

  it('takes a ticket for gone only where it may browse every project', async () => {
    expect(await subject.tracker.read('99999', patience())).toEqual({ at: 'gone' });
    const ops = subject.fake.engine.projects.find(({ key }) => key === 'OPS');
    Object.assign(ops ?? {}, { grants: { BROWSE_PROJECTS: [accountId('ann')] } });
    await expect(subject.tracker.read('99999', patience())).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('remembers the ways on each board apart', async () => {
    const [one, two] = [(await create(requestNumber(1))).id, (await create(prod)).id];
    for (const id of [one, two]) await subject.tracker.read(id, patience());
    subject.fake.calls.length = 0;
    for (const id of [one, two]) await subject.tracker.move(id, { to: 'denied' }, patience());
    expect(subject.fake.calls).toHaveLength(2);
  });
});

describe('routes that do not fit', () => {
  const start = (route: object) =>
    startSubject({ deployment: 'cloud', seed: twoProjects() }, { routes: [route] });

  it.each([
    ['a project that is not there', { project: 'NOPE' }, 'not-found', 'NOPE'],
    ['a type that the project lacks', { project: 'OPS', issueType: 'Story' }, 'refused', '"Access"'],
    ['a field that the screen lacks', { fields: { Service: 'x' } }, 'refused', 'TAR: the create screen'],
    [
      'a placeholder that does not exist',
      { project: 'OPS', fields: { Service: '{{x}}' } },
      'refused',
      '{{x}}',
    ],
  ])('%s is said at the start', async (...[, route, code, part]) => {
    await expect(start(route)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(part) as string,
    });
  });
});
