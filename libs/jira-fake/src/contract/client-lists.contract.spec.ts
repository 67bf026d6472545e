import { afterEach, describe, expect, it } from 'vitest';
import { accountId } from '../engine/site-seed.ts';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { caller } from './caller.fixture.ts';

/** What command line clients and client libraries read when they log in, list and fill forms. */

let jira: JiraFake;

afterEach(() => jira.close());

async function site(deployment: 'cloud' | 'datacenter') {
  jira = await startJiraFake({ deployment });
  const call = caller(jira);
  const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 's', labels: ['b', 'a'] };
  await call('plugin', 'POST /rest/api/2/issue', { fields });
  return call;
}

const LISTS: readonly (readonly [path: string, part: unknown])[] = [
  ['api/2/priority', [{ id: '1', name: 'Highest' }, {}, {}, {}, { name: 'Lowest' }]],
  ['api/2/resolution', [{ name: 'Done' }, {}, {}, {}, {}]],
  ['api/2/issuetype', [{ id: '10001', name: 'Task', subtask: false }]],
  ['api/2/statuscategory', [{ key: 'new' }, { key: 'indeterminate' }, { key: 'done', name: 'Done' }]],
  ['api/2/issueLinkType', { issueLinkTypes: [{ name: 'Blocks', outward: 'blocks' }, {}] }],
  ['api/2/configuration', { timeTrackingConfiguration: { workingHoursPerDay: 8 } }],
  ['api/2/filter/favourite', []],
  ['api/2/attachment/meta', { enabled: false }],
  ['api/2/project/TAR/components', []],
  ['api/2/project/TAR/versions', []],
  ['api/2/issue/TAR-1/editmeta', { fields: { summary: { required: true } } }],
  ['api/2/issue/TAR-1/watchers', { watchCount: 0, watchers: [] }],
  ['api/2/issue/TAR-1/worklog', { total: 0 }],
  ['api/2/issue/TAR-1/remotelink', []],
  [
    'agile/1.0/board?projectKeyOrId=TAR',
    { total: 1, isLast: true, values: [{ id: 10_000, type: 'kanban' }] },
  ],
  ['agile/1.0/board?projectKeyOrId=NOPE', { total: 0, values: [] }],
  ['agile/1.0/board?type=scrum', { values: [] }],
  ['agile/1.0/board?type=scrum,kanban&name=tar', { values: [{ location: { projectKey: 'TAR' } }] }],
  ['agile/1.0/board/10000', { name: 'TAR board' }],
  ['agile/1.0/board/10000/configuration', { columnConfig: { columns: [{ name: 'Pending' }, {}, {}, {}] } }],
  ['agile/1.0/board/10000/issue?jql=status=Pending', { total: 1, issues: [{ key: 'TAR-1' }] }],
];

describe.each(['cloud', 'datacenter'] as const)('on %s', (deployment) => {
  it.each(LISTS)('%s is answered', async (path, part) => {
    const call = await site(deployment);
    const answer = await call('ben', `GET /rest/${path}`);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject(part as object);
  });

  it.each(['api/2/priority', 'api/2/issuetype', 'agile/1.0/board', 'agile/1.0/board/10000'])(
    '%s asks for a login',
    async (path) => {
      const call = await site(deployment);
      expect((await call(undefined, `GET /rest/${path}`)).status).toBe(401);
    },
  );

  it('refuses sprints of a board without them, and a board that is not there', async () => {
    const call = await site(deployment);
    const sprints = await call('ben', 'GET /rest/agile/1.0/board/10000/sprint');
    expect([sprints.status, sprints.text]).toEqual([
      400,
      expect.stringContaining('does not support sprints'),
    ]);
    expect((await call('ben', 'GET /rest/agile/1.0/board/7')).status).toBe(404);
  });

  it('assigns an issue, and takes the assignee away', async () => {
    const call = await site(deployment);
    const assign = (value: string | null) =>
      call('ann', 'PUT /rest/api/2/issue/TAR-1/assignee', {
        [deployment === 'cloud' ? 'accountId' : 'name']: value,
      });
    const ben = deployment === 'cloud' ? accountId('ben') : 'ben';
    expect((await assign(ben)).status).toBe(204);
    expect(jira.engine.findIssue('TAR-1')?.fields['assignee']).toBe(accountId('ben'));
    expect((await assign(null)).status).toBe(204);
    expect(jira.engine.findIssue('TAR-1')?.fields['assignee']).toBeUndefined();
    expect((await assign('nobody-of-this-name')).status).toBe(400);
  });
});

describe('createmeta in one call', () => {
  const path = 'GET /rest/api/2/issue/createmeta?projectKeys=TAR&issuetypeNames=Task';

  it('is answered on Cloud, with fields where they are asked for', async () => {
    const call = await site('cloud');
    const short = (await call('ben', path)).json;
    expect(short).toMatchObject({ projects: [{ key: 'TAR', issuetypes: [{ name: 'Task' }] }] });
    expect(JSON.stringify(short)).not.toContain('"fields"');
    expect((await call('ben', `${path}&expand=projects.issuetypes.fields`)).json).toMatchObject({
      projects: [
        { issuetypes: [{ fields: { summary: { required: true }, issuetype: { required: true } } }] },
      ],
    });
    expect((await call('ben', `${path}Bug`)).json).toMatchObject({ projects: [{ issuetypes: [] }] });
  });

  it('is gone from Data Center', async () => {
    const call = await site('datacenter');
    expect((await call('ben', path)).status).toBe(404);
  });
});

it('lists the labels in use on Cloud', async () => {
  const call = await site('cloud');
  expect((await call('ben', 'GET /rest/api/3/label')).json).toMatchObject({ total: 2, values: ['a', 'b'] });
});
