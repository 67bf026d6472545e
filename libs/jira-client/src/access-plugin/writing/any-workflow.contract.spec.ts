import { accountId, defaultSeed, type JiraProject, type SiteSeed } from '@org/jira-fake';
import { afterEach, describe, expect, it } from 'vitest';
import type { Ticket, Tracker } from '@org/access-plugin-core';
import { patience, requestNumber, startSubject, type JiraSubject } from '../jira-subject.fixture.ts';

const origin = { cluster: 'example', instance: 'default', epoch: 1 };
const opened: JiraSubject[] = [];

afterEach(async () => {
  for (const subject of opened.splice(0)) await subject.close();
});

/** A German board: a first column before Pending, two for Approved, none for Expired, fields that must be given. */
const statuses = [
  { id: '20001', name: 'Rückstand', category: 'new' },
  { id: '20002', name: 'Wartet', untranslatedName: 'Pending', category: 'new' },
  { id: '20003', name: 'Genehmigt', category: 'done' },
  { id: '20004', name: 'Eingerichtet', category: 'done' },
  { id: '20005', name: 'Abgelehnt', category: 'done' },
] as const;

const germanStatuses = {
  pending: ['pending'],
  approved: ['Eingerichtet', 'GENEHMIGT'],
  denied: ['20005'],
  expired: ['Abgelaufen'],
};

function germanSeed(project: Partial<JiraProject> = {}): SiteSeed {
  const seed = defaultSeed();
  const way = (id: string, to: string, from: readonly string[] | 'any') => ({ id, name: id, to, from });
  const resolution = { fieldId: 'resolution', required: true };
  return {
    ...seed,
    statuses,
    fields: [
      ...seed.fields,
      { id: 'customfield_10100', name: 'Begründung', kind: 'textarea' },
      { id: 'customfield_10101', name: 'teleportAccessRequestId', kind: 'text' },
    ],
    projects: seed.projects.map((one) => ({
      ...one,
      createScreen: [
        { fieldId: 'summary', required: true },
        { fieldId: 'description', required: false },
        { fieldId: 'customfield_10100', required: true },
        { fieldId: 'customfield_10101', required: false },
      ],
      workflow: {
        initialStatusId: '20001',
        statusIds: statuses.map(({ id }) => id),
        transitions: [
          way('11', '20002', 'any'),
          way('21', '20003', ['20002']),
          { ...way('31', '20005', ['20002']), screen: [resolution] },
        ],
      },
      ...project,
    })),
  };
}

const germanSettings = {
  statuses: germanStatuses,
  fields: { Begründung: 'Antrag von {{user}}: {{reason}}' },
  transitionFields: { denied: { Resolution: { name: 'Declined' }, 'Not on this screen': 'x' } },
};

async function start(...settings: Parameters<typeof startSubject>): Promise<JiraSubject> {
  const subject = await startSubject(...settings);
  opened.push(subject);
  return subject;
}

async function create(tracker: Tracker): Promise<string> {
  const draft = { request: requestNumber(1), origin };
  return (await tracker.create(draft, { ...patience(), beforeSend: () => undefined })).id;
}

async function read(tracker: Tracker, id: string): Promise<Ticket> {
  const reading = await tracker.read(id, patience());
  if (reading.at === 'gone') throw new Error('gone');
  return reading.ticket;
}

describe.each(['cloud', 'datacenter'] as const)('a board of its own making, on %s', (deployment) => {
  it('works from configuration alone: names, ids, several columns, required fields', async () => {
    const { tracker, fake } = await start({ deployment, seed: germanSeed() }, germanSettings);
    const id = await create(tracker);
    expect(await read(tracker, id)).toMatchObject({ status: 'other', reachable: ['pending'] });
    expect(fake.engine.issues[0]?.fields['customfield_10101']).toBe(requestNumber(1).id);
    await tracker.move(id, { to: 'pending' }, patience());
    expect(await read(tracker, id)).toMatchObject({ status: 'pending', statusName: 'Wartet' });
    await tracker.move(id, { to: 'denied' }, patience());
    expect(await read(tracker, id)).toMatchObject({ status: 'denied', reachable: ['pending'] });
    await tracker.move(id, { to: 'pending' }, patience());
    await tracker.move(id, { to: 'approved' }, patience());
    const ticket = await read(tracker, id);
    expect(ticket).toMatchObject({ status: 'approved', statusName: 'Genehmigt' });
    expect(ticket.statusChanges.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'other > pending',
      'pending > denied',
      'denied > pending',
      'pending > approved',
    ]);
  });

  it('asks for the fields of a screen once', async () => {
    const { tracker, fake } = await start({ deployment, seed: germanSeed() }, germanSettings);
    const id = await create(tracker);
    for (const calls of [2, 1]) {
      await tracker.move(id, { to: 'pending' }, patience());
      await read(tracker, id);
      fake.calls.length = 0;
      await tracker.move(id, { to: 'denied' }, patience());
      expect(fake.calls).toHaveLength(calls);
    }
  });

  it('says which columns can be reached when the wanted one cannot', async () => {
    const { tracker } = await start({ deployment, seed: germanSeed() }, germanSettings);
    const id = await create(tracker);
    await expect(tracker.move(id, { to: 'expired' }, patience())).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('"Wartet"') as string,
    });
  });

  it('does not list a card that is still in the first column as pending', async () => {
    const { tracker } = await start({ deployment, seed: germanSeed() }, germanSettings);
    await create(tracker);
    const pages: unknown[] = [];
    for await (const page of tracker.list({ status: 'pending' }, patience())) pages.push(...page);
    expect(pages).toEqual([]);
  });

  it('names everything that is missing before it starts', async () => {
    const without = { ...germanSettings, fields: { Nonsense: 1 } };
    await expect(startSubject({ deployment, seed: germanSeed() }, without)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/"Nonsense".*"Begründung" \(customfield_10100\)/) as string,
    });
    const misspelt = { ...germanSettings, fields: { Begründung: ['{{rolls}}'] } };
    await expect(startSubject({ deployment, seed: germanSeed() }, misspelt)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('{{rolls}}') as string,
    });
    await expect(startSubject({ deployment }, { issueType: 'Story' })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('"Task"') as string,
    });
    await expect(startSubject({ deployment }, { project: 'NOPE' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('S10: counts an edit of a rendered field as one of the content, and of a label as none', async () => {
    const subject = await start({ deployment, seed: germanSeed() }, germanSettings);
    const id = await create(subject.tracker);
    await editAsAnn(subject, id, { customfield_10100: 'anders' });
    expect((await read(subject.tracker, id)).contentChanges).toMatchObject([
      { author: { id: accountId('ann') } },
    ]);
    const plain = await start({ deployment });
    const other = await create(plain.tracker);
    await editAsAnn(plain, other, { labels: ['mine'] });
    expect((await read(plain.tracker, other)).contentChanges).toEqual([]);
  });
});

describe('permissions', () => {
  it('says that moving is not allowed rather than that there is no way', async () => {
    const grants = { TRANSITION_ISSUES: [accountId('ann')] };
    const seed = germanSeed({ grants });
    const { tracker } = await start({ deployment: 'cloud', seed }, germanSettings);
    const id = await create(tracker);
    await expect(tracker.move(id, { to: 'pending' }, patience())).rejects.toMatchObject({
      message: expect.stringContaining('Transition Issues') as string,
    });
  });

  it('does not take a missing ticket for gone where it may not browse', async () => {
    const subject = await start({ deployment: 'cloud' });
    const [project] = subject.fake.engine.projects;
    Object.assign(project ?? {}, { grants: { BROWSE_PROJECTS: [accountId('ann')] } });
    await expect(subject.tracker.read('99999', patience())).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('Browse Projects') as string,
    });
  });
});

async function editAsAnn({ fake }: JiraSubject, id: string, fields: unknown): Promise<void> {
  const authorization =
    fake.engine.deployment === 'cloud'
      ? `Basic ${Buffer.from('ann@example.com:ann-token').toString('base64')}`
      : 'Bearer ann-token';
  const headers = { authorization, 'content-type': 'application/json' };
  const body = JSON.stringify({ fields });
  const answer = await fetch(`${fake.url}/rest/api/2/issue/${id}`, { method: 'PUT', headers, body });
  expect(answer.status).toBe(204);
}
