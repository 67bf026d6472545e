import { afterEach, describe, expect, it } from 'vitest';
import { accountId, defaultSeed, type JiraProject, type JiraUser, type SiteSeed } from '@org/jira-fake';
import type { AccessRequest } from '@org/access-plugin-core';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import { patience, requestNumber, startSubject, type JiraSubject } from '../jira-subject.fixture.ts';

const APPROVERS = 'customfield_10300';

/** The default site with a field for approvers; ben's address is hidden, eve is gone. */
function seed(
  change: { readonly project?: Partial<JiraProject>; readonly users?: readonly JiraUser[] } = {},
) {
  const usual = defaultSeed();
  const eve = { id: accountId('eve'), name: 'eve', displayName: 'Eve', email: 'eve@example.com' };
  const screen = { fieldId: APPROVERS, required: false };
  const seeded: SiteSeed = {
    ...usual,
    users: [...usual.users, { ...eve, emailVisible: true, active: false }, ...(change.users ?? [])],
    fields: [...usual.fields, { id: APPROVERS, name: 'Approvers', kind: 'users' }],
    projects: usual.projects.map((project) => ({
      ...project,
      createScreen: [...project.createScreen, screen],
      ...change.project,
    })),
  };
  return seeded;
}

const onlyAnn = { grants: { MODIFY_REPORTER: [accountId('ann')] } };

describe.each(['cloud', 'datacenter'] as const)('the people of a ticket, on %s', (deployment) => {
  let subject: JiraSubject | undefined;
  afterEach(() => subject?.close());

  const api = `/rest/api/${deployment === 'cloud' ? '3' : '2'}`;
  const named = (user: string) => (deployment === 'cloud' ? `${user}@example.com` : user);
  const start = async (settings: Partial<JiraTrackerSettings>, seeded = seed()) => {
    subject = await startSubject({ deployment, seed: seeded }, settings);
    subject.fake.calls.length = 0;
    return subject;
  };
  const create = async ({ tracker }: JiraSubject, part: Partial<AccessRequest>, number = 1) => {
    const draft = {
      request: { ...requestNumber(number), suggestedReviewers: [], ...part },
      origin: { cluster: 'example', instance: 'default', epoch: 1 },
    };
    let sent = 0;
    const { id } = await tracker.create(draft, { ...patience(), beforeSend: () => void (sent += 1) });
    return { id, sent };
  };
  const fieldsOf = ({ fake }: JiraSubject, id: string) => fake.engine.findIssue(id)?.fields ?? {};
  const posts = ({ fake }: JiraSubject) => fake.calls.filter(({ method }) => method === 'POST').length;

  it('asks for nobody by itself', async () => {
    const jira = await start({});
    const { id } = await create(jira, { user: named('ann'), suggestedReviewers: [named('ann')] });
    expect(fieldsOf(jira, id)).toMatchObject({ reporter: accountId('plugin') });
    expect(fieldsOf(jira, id)[APPROVERS]).toBeUndefined();
    expect(jira.fake.calls).toHaveLength(1);
  });

  it('makes the requester of the same name the reporter', async () => {
    const jira = await start({ reporter: 'requester' });
    const { id, sent } = await create(jira, { user: named('ann') });
    expect(fieldsOf(jira, id)['reporter']).toBe(accountId('ann'));
    expect(sent).toBe(1);
  });

  it('takes the mapped account before one of the same name, and asks Jira for no other', async () => {
    const users = new Map([[accountId('ben'), named('ann')]]);
    const jira = await start({ reporter: 'requester', users });
    const { id } = await create(jira, { user: named('ann') });
    expect(fieldsOf(jira, id)['reporter']).toBe(accountId('ben'));
    expect(jira.fake.calls.some(({ path }) => path.includes('/user/search'))).toBe(false);
  });

  it.each([
    ['nobody of the name', 'nobody', []],
    ['an account that is gone', 'eve', []],
    ['a part of a name', 'an', []],
    ['a mapped account that is not there', 'carol', [['5bnobody', 'carol']]],
    ['a mapped account that is gone', 'carol', [[accountId('eve'), 'carol']]],
  ] as const)('keeps its own name for %s', async (_, user, mapped) => {
    const users = new Map(mapped.map(([id, name]) => [id, named(name)]));
    const jira = await start({ reporter: 'requester', users });
    const { id, sent } = await create(jira, { user: named(user) });
    expect(fieldsOf(jira, id)['reporter']).toBe(accountId('plugin'));
    expect(sent).toBe(1);
  });

  it('makes the ticket where Jira does not answer who somebody is', async () => {
    const jira = await start({ reporter: 'requester' });
    const fault = jira.fake.faults.add({
      match: { method: 'GET', path: `${api}/user/search` },
      when: 'before',
      action: 'error',
      status: 403,
    });
    const { id } = await create(jira, { user: named('ann') });
    expect(fieldsOf(jira, id)['reporter']).toBe(accountId('plugin'));
    expect(jira.fake.faults.get(fault)?.hits).toBe(1);
  });

  it('sends once more without a reporter that Jira refuses, asks before, and does not try again', async () => {
    const jira = await start(
      { reporter: 'requester', reviewersField: 'Approvers' },
      seed({ project: onlyAnn }),
    );
    const first = await create(jira, { user: named('ann'), suggestedReviewers: [named('ann')] });
    expect(first.sent).toBe(2);
    expect(posts(jira)).toBe(2);
    expect(fieldsOf(jira, first.id)).toMatchObject({
      reporter: accountId('plugin'),
      [APPROVERS]: [accountId('ann')],
    });
    await jira.tracker.read(first.id, patience());
    jira.fake.calls.length = 0;
    const second = await create(jira, { user: named('ann') }, 2);
    expect(second.sent).toBe(1);
    expect(jira.fake.calls).toHaveLength(1);
    expect(jira.fake.engine.issues).toHaveLength(2);
  });

  it('does not send again when the window has passed in between', async () => {
    const jira = await start({ reporter: 'requester' }, seed({ project: onlyAnn }));
    const request = { ...requestNumber(1), user: named('ann') };
    const origin = { cluster: 'example', instance: 'default', epoch: 1 };
    let sent = 0;
    const beforeSend = () => {
      sent += 1;
      if (sent === 2) throw new Error('too late');
    };
    const late = jira.tracker.create({ request, origin }, { ...patience(), beforeSend });
    await expect(late).rejects.toThrow('too late');
    expect(jira.fake.engine.issues).toEqual([]);
  });

  it('gives back a refusal of anything else as it is', async () => {
    const grants = { CREATE_ISSUES: [accountId('ann')] };
    const jira = await start({ reporter: 'requester' }, seed({ project: { grants } }));
    await expect(create(jira, { user: named('ann') })).rejects.toMatchObject({ code: 'refused' });
    expect(posts(jira)).toBe(1);
  });

  it('never sends again after an answer that got lost', async () => {
    const jira = await start({ reporter: 'requester' });
    const match = { method: 'POST', path: `${api}/issue` };
    jira.fake.faults.add({ match, when: 'after', action: 'drop' });
    await expect(create(jira, { user: named('ann') })).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(posts(jira)).toBe(1);
  });

  it('fills the reviewers that have accounts, each once, and names all of them in the text', async () => {
    const users = new Map([[accountId('ben'), 'benjamin']]);
    const jira = await start({ reviewersField: 'approvers', users });
    const suggestedReviewers = [named('ann'), 'benjamin', named('ann'), named('eve'), 'stranger'];
    const { id } = await create(jira, { suggestedReviewers });
    expect(fieldsOf(jira, id)[APPROVERS]).toEqual([accountId('ann'), accountId('ben')]);
    expect(JSON.stringify(fieldsOf(jira, id)['description'])).toContain('stranger');
  });

  it('leaves out reviewers and reporter where Jira refuses one after the other, and remembers both', async () => {
    const jira = await start(
      { reporter: 'requester', reviewersField: APPROVERS },
      seed({ project: onlyAnn }),
    );
    jira.fake.faults.add({
      match: { method: 'POST', path: `${api}/issue` },
      when: 'before',
      action: 'error',
      status: 400,
      body: { errorMessages: [], errors: { [APPROVERS]: 'cannot be set' } },
      times: 1,
    });
    const people = { user: named('ann'), suggestedReviewers: [named('ann')] };
    expect(await create(jira, people)).toMatchObject({ sent: 3 });
    const { id, sent } = await create(jira, people, 2);
    expect(sent).toBe(1);
    expect(fieldsOf(jira, id)['reporter']).toBe(accountId('plugin'));
    expect(fieldsOf(jira, id)[APPROVERS]).toBeUndefined();
  });

  it('leaves the field empty where no reviewer has an account', async () => {
    const jira = await start({ reviewersField: APPROVERS });
    const { id } = await create(jira, { suggestedReviewers: ['stranger'] });
    expect(fieldsOf(jira, id)[APPROVERS]).toBeUndefined();
  });

  it.each(['Nonsense', 'Summary', 'Assignee'])(
    'says at the start that %s is no such field',
    async (field) => {
      await expect(start({ reviewersField: field })).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining(`"${field}" for several people`) as string,
      });
    },
  );

  it.each([
    ['none', {}, ['teleport-access-request']],
    ['one', { labels: 'security' }, ['teleport-access-request', 'security']],
    ['several', { Labels: ['a', 'teleport-access-request'] }, ['teleport-access-request', 'a']],
  ])('joins its label with configured ones: %s', async (_, fields, labels) => {
    const jira = await start({ fields });
    const { id } = await create(jira, {});
    expect(fieldsOf(jira, id)['labels']).toEqual(labels);
  });
});

describe('on Cloud', () => {
  it.each([
    ['an address that the profile hides', 'ben@example.com', []],
    ['an address that two accounts show', 'ann@example.com', ['ann@example.com']],
  ])('is nobody found by %s', async (_, user, others) => {
    const users = others.map((email, index) => ({
      id: accountId(`other${String(index)}`),
      name: 'other',
      displayName: 'Other',
      email,
      emailVisible: true,
    }));
    const subject = await startSubject(
      { deployment: 'cloud', seed: seed({ users }) },
      { reporter: 'requester' },
    );
    try {
      const draft = {
        request: { ...requestNumber(1), user },
        origin: { cluster: 'example', instance: 'default', epoch: 1 },
      };
      await subject.tracker.create(draft, { ...patience(), beforeSend: () => undefined });
      expect(subject.fake.engine.issues[0]?.fields['reporter']).toBe(accountId('plugin'));
    } finally {
      await subject.close();
    }
  });
});
