import { afterEach, describe, expect, it } from 'vitest';
import { accountId, defaultSeed } from '../engine/site-seed.ts';
import type { SiteSettings } from '../engine/settings.ts';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { caller } from './caller.fixture.ts';

/**
 * A service project. `sd.public.comment` and `jsdPublic` are documented; what Jira does with the property of an account
 * that is no agent was not seen on a real server, so the fake has both behaviours.
 */
const INTERNAL = [{ key: 'sd.public.comment', value: { internal: true } }];

let jira: JiraFake | undefined;

afterEach(() => jira?.close());

async function serviceProject(deployment: 'cloud' | 'datacenter', settings: Partial<SiteSettings> = {}) {
  const seed = defaultSeed();
  jira = await startJiraFake({
    deployment,
    settings,
    seed: {
      ...seed,
      users: seed.users.map((user) =>
        user.name === 'mallory' ? { ...user, accountType: 'customer' } : user,
      ),
      projects: seed.projects.map((project) => ({
        ...project,
        projectType: 'service_desk',
        agents: [accountId('plugin'), accountId('ann')],
      })),
    },
  });
  const call = caller(jira);
  const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's' };
  await call('plugin', 'POST /rest/api/2/issue', { fields });
  return call;
}

const comment = 'POST /rest/api/2/issue/TAR-1/comment';

describe.each(['cloud', 'datacenter'] as const)('a service project on %s', (deployment) => {
  it('tells its type', async () => {
    const call = await serviceProject(deployment);
    expect((await call('plugin', 'GET /rest/api/2/project/TAR')).json).toMatchObject({
      projectTypeKey: 'service_desk',
    });
  });

  it('shows comments to customers unless they are internal', async () => {
    const call = await serviceProject(deployment);
    await call('plugin', comment, { body: 'for all' });
    await call('plugin', comment, { body: 'for agents', properties: INTERNAL });
    const seenBy = async (name: string): Promise<unknown> =>
      (
        (await call(name, 'GET /rest/api/2/issue/TAR-1/comment')).json as { comments: { body: string }[] }
      ).comments.map(({ body }) => body);
    expect(await seenBy('ann')).toEqual(['for all', 'for agents']);
    expect(await seenBy('mallory')).toEqual(['for all']);
    const embedded = (await call('mallory', 'GET /rest/api/2/issue/TAR-1')).json;
    expect(JSON.stringify(embedded)).not.toContain('for agents');
    const portal = (await call('mallory', 'GET /rest/servicedeskapi/request/TAR-1/comment')).json;
    expect(portal).toMatchObject({ size: 1, isLastPage: true, values: [{ body: 'for all', public: true }] });
    const agents = (await call('ann', 'GET /rest/servicedeskapi/request/TAR-1/comment')).json;
    expect(agents).toMatchObject({ values: [{ public: true }, { body: 'for agents', public: false }] });
  });

  it('tells whether a comment is internal: in its property, and on Cloud in jsdPublic', async () => {
    const call = await serviceProject(deployment);
    const added = (await call('plugin', comment, { body: 'x', properties: INTERNAL })).json as { id: string };
    const property = `GET /rest/api/2/comment/${added.id}/properties/sd.public.comment`;
    expect((await call('plugin', property)).json).toMatchObject({ value: { internal: true } });
    const read = (await call('plugin', `GET /rest/api/2/issue/TAR-1/comment/${added.id}`)).json;
    if (deployment === 'cloud') expect(read).toMatchObject({ jsdPublic: false });
    else expect(read).not.toHaveProperty('jsdPublic');
  });

  it('writes the comment of an account that is no agent for all, silently', async () => {
    const call = await serviceProject(deployment);
    const added = await call('ben', comment, { body: 'x', properties: INTERNAL });
    expect(added.status).toBe(201);
    const { id } = added.json as { id: string };
    const property = `GET /rest/api/2/comment/${id}/properties/sd.public.comment`;
    expect((await call('plugin', property)).status).toBe(404);
    const portal = (await call('mallory', 'GET /rest/servicedeskapi/request/TAR-1/comment')).json;
    expect(portal).toMatchObject({ values: [{ body: 'x', public: true }] });
  });

  it('refuses it instead where the site is set to', async () => {
    const call = await serviceProject(deployment, { internalByOthers: 'refused' });
    const refused = await call('ben', comment, { body: 'x', properties: INTERNAL });
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('internal comments')]);
    expect((await call('ben', comment, { body: 'y' })).status).toBe(201);
    expect(jira?.engine.issues[0]?.comments).toHaveLength(1);
  });
});

it('knows no internal comments in other projects', async () => {
  jira = await startJiraFake();
  const call = caller(jira);
  const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's' };
  await call('plugin', 'POST /rest/api/2/issue', { fields });
  const added = await call('plugin', comment, { body: 'x', properties: INTERNAL });
  expect(added.json).toMatchObject({ jsdPublic: true });
  expect((await call('plugin', 'GET /rest/servicedeskapi/request/TAR-1/comment')).status).toBe(404);
});
