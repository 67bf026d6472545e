import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountId } from '../engine/site-seed.ts';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';
import { basic, caller } from './caller.fixture.ts';

let jira: JiraFake;
let call: ReturnType<typeof caller>;

beforeAll(async () => {
  jira = await startJiraFake();
  call = caller(jira);
});
beforeEach(() => jira.reset());
afterAll(() => jira.close());

const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 'alice wants in' };

async function create(more: object = {}): Promise<{ id: string; key: string }> {
  const { json } = await call('plugin', 'POST /rest/api/3/issue', { fields: { ...fields, ...more } });
  return json as { id: string; key: string };
}

const refused = (...errorMessages: string[]) => ({ errorMessages, errors: {} });

describe('the recorded refusals', () => {
  it.each([
    [
      'GET /rest/api/3/issue/TAR-99',
      404,
      refused('Issue does not exist or you do not have permission to see it.'),
    ],
    ['GET /rest/api/3/project/NOPEZZQ', 404, refused("No project could be found with key 'NOPEZZQ'.")],
    ['GET /rest/api/3/mypermissions', 400, refused("The 'permissions' query parameter is required.")],
    [
      'GET /rest/api/3/mypermissions?permissions=LAUNCH_ROCKETS',
      400,
      { errorMessages: [], errors: { LAUNCH_ROCKETS: 'Unrecognized permission' } },
    ],
    [
      'GET /rest/api/3/mypermissions?permissions=BROWSE_PROJECTS&projectKey=NOPE',
      404,
      refused('Could not find project with provided key.'),
    ],
    [
      'GET /rest/api/3/search?jql=project=TAR',
      410,
      refused(
        'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration ' +
          'guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
      ),
    ],
    [
      'GET /rest/api/3/search/jql?jql=',
      400,
      refused('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'),
    ],
    [
      'GET /rest/api/3/search/jql?jql=project=TAR&nextPageToken=rubbish',
      400,
      refused('The provided next page token is invalid or expired.'),
    ],
    [
      'GET /rest/api/3/user/search',
      400,
      refused('The username or property query parameter must be provided'),
    ],
  ])('%s', async (request, status, body) => {
    const answer = await call('plugin', request);
    expect([answer.status, answer.json]).toEqual([status, body]);
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8');
  });

  it.each([
    ['', 400, refused('No Issue Create payload supplied')],
    [
      '{',
      400,
      { errorMessages: ['There was an error parsing JSON. Check that your request body is valid.'] },
    ],
    [
      '[]',
      400,
      { errorMessages: ['Invalid request payload. Refer to the REST API documentation and try again.'] },
    ],
    [{ fields: {} }, 400, { errorMessages: [], errors: { project: 'Specify a valid project ID or key' } }],
    [
      { fields: { project: { key: 'TAR' } } },
      400,
      { errorMessages: [], errors: { issuetype: 'Specify an issue type' } },
    ],
    [
      { fields: { ...fields, description: 'a string' } },
      400,
      {
        errorMessages: [],
        errors: {
          description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
        },
      },
    ],
  ])('POST issue %j', async (body, status, answer) => {
    const { json, ...rest } = await call('plugin', 'POST /rest/api/3/issue', body);
    expect([rest.status, json]).toEqual([status, answer]);
  });

  it('on an issue', async () => {
    const { key } = await create();
    expect(await call('ben', `POST /rest/api/3/issue/${key}/transitions`, {})).toMatchObject({
      status: 400,
      json: refused("Missing 'transition' identifier"),
    });
    expect(await call('ben', `GET /rest/api/3/issue/${key}/transitions?transitionId=999`)).toMatchObject({
      json: { expand: 'transitions', transitions: [] },
    });
    expect(await call('ben', `GET /rest/api/3/issue/${key}/comment?orderBy=author`)).toMatchObject({
      status: 400,
      json: refused('The field to order by should be one of [created]. Instead, it was: author.'),
    });
    expect(await call('ben', `POST /rest/api/3/issue/${key}/comment`, { body: 'a string' })).toMatchObject({
      status: 400,
      json: { errorMessages: [], errors: { comment: 'Comment body is not valid!' } },
    });
  });

  it('on a path that nothing has', async () => {
    const answer = await call('plugin', 'GET /rest/api/3/nonsense?x=1');
    expect(answer.headers.get('content-type')).toBe('application/problem+json;charset=UTF-8');
    expect(answer.json).toMatchObject({ status: 404, detail: 'No endpoint GET /rest/api/3/nonsense.' });
  });
});

describe('signing in', () => {
  it('names the account on every answer, and only there shows its own e-mail', async () => {
    const answer = await call('plugin', 'GET /rest/api/3/myself');
    expect(answer.headers.get('x-aaccountid')).toBe(accountId('plugin'));
    expect(answer.json).toMatchObject({ accountId: accountId('plugin'), emailAddress: 'plugin@example.com' });
    const other = await call('plugin', `GET /rest/api/3/user?accountId=${accountId('ben')}`);
    expect(other.json).not.toHaveProperty('emailAddress');
  });

  it('takes the e-mail in any case', async () => {
    const { status } = await call(basic('PLUGIN@Example.com', 'plugin-token'), 'GET /rest/api/3/myself');
    expect(status).toBe(200);
  });

  it.each([
    ['a wrong token', basic('plugin@example.com', 'wrong'), 'AUTHENTICATED_FAILED'],
    ['a token of another account', basic('plugin@example.com', 'ann-token'), 'AUTHENTICATED_FAILED'],
    ['no user name', basic('', 'plugin-token'), null],
    ['an unknown scheme', 'token plugin-token', null],
    ['a scheme in small letters', 'bearer plugin-token', null],
    ['nothing', undefined, null],
  ])('serves %s as anonymous', async (_name, authorization, reason) => {
    const { key } = await create();
    const search = await call(authorization, 'GET /rest/api/3/search/jql?jql=project=TAR');
    expect([search.status, search.json]).toEqual([200, { issues: [], isLast: true }]);
    expect(search.headers.get('x-seraph-loginreason')).toBe(reason);
    expect((await call(authorization, `GET /rest/api/3/issue/${key}`)).status).toBe(404);
    expect((await call(authorization, 'GET /rest/api/3/myself')).status).toBe(401);
  });

  it('refuses an opaque bearer before routing, and one that looks like a JWT as HTML', async () => {
    const opaque = await call('Bearer abc', 'GET /rest/api/3/serverInfo');
    expect([opaque.status, opaque.json]).toEqual([
      403,
      { error: 'Failed to parse Connect Session Auth Token' },
    ]);
    const jwt = await call('Bearer aaa.bbb.ccc', 'GET /rest/api/3/serverInfo');
    expect([jwt.status, jwt.headers.get('content-type')]).toEqual([401, 'text/html;charset=UTF-8']);
  });

  it('takes scoped tokens through the gateway alone', async () => {
    const scoped = basic('plugin@example.com', 'plugin-scoped-token');
    expect((await call(scoped, 'GET /rest/api/3/myself')).status).toBe(401);
    const path = new URL(jira.gatewayUrl).pathname;
    expect((await call(scoped, `GET ${path}/rest/api/3/myself`)).status).toBe(200);
    expect((await call('Bearer plugin-scoped-token', `GET ${path}/rest/api/3/myself`)).status).toBe(200);
    const elsewhere = await call(scoped, 'GET /ex/jira/other/rest/api/3/myself');
    expect([elsewhere.status, elsewhere.headers.get('x-failure-category')]).toEqual([
      404,
      'FAILURE_CLIENT_TCS',
    ]);
  });

  it('shows what a dead token does', async () => {
    await create();
    jira.engine.settings.tokensDead = true;
    const search = await call('plugin', 'GET /rest/api/3/search/jql?jql=project=TAR');
    jira.engine.settings.tokensDead = false;
    expect(search.json).toEqual({ issues: [], isLast: true });
    expect(search.headers.get('x-seraph-loginreason')).toBe('AUTHENTICATED_FAILED');
  });

  it('refuses writes that look forged', async () => {
    const browser = { 'user-agent': 'Mozilla/5.0', origin: 'https://evil.example' };
    const answer = await fetch(`${jira.url}/rest/api/3/issue`, {
      method: 'POST',
      headers: browser,
      body: '{}',
    });
    expect([answer.status, await answer.text()]).toEqual([403, 'XSRF check failed']);
  });
});

describe('one call that shows all', () => {
  it('has fields, changelog, transitions and properties', async () => {
    const { id } = await create({ labels: ['teleport'] });
    await call('ben', `POST /rest/api/2/issue/${id}/comment`, { body: 'reason: *fine*' });
    await call('plugin', `PUT /rest/api/3/issue/${id}/properties/teleportAccessRequestId`, '"abc"');
    for (const transition of ['21', '11']) {
      const body = {
        transition: { id: transition },
        historyMetadata: { type: 'teleport', extraData: { a: '1' } },
      };
      expect(await call('ben', `POST /rest/api/3/issue/${id}/transitions`, body)).toMatchObject({
        status: 204,
        text: '',
      });
    }
    const { json } = await call(
      'plugin',
      `GET /rest/api/3/issue/${id}?fields=status,comment,-labels&expand=changelog,transitions&properties=*all`,
    );
    expect(json).toMatchObject({
      key: 'TAR-1',
      properties: { teleportAccessRequestId: 'abc' },
      fields: {
        status: { name: 'Pending', statusCategory: { key: 'new' } },
        comment: { total: 1, comments: [{ author: { accountId: accountId('ben') }, body: { type: 'doc' } }] },
      },
      transitions: [{ id: '11' }, { id: '21' }, { id: '31' }, { id: '41' }],
    });
    const { changelog } = json as { changelog: { histories: { id: string; historyMetadata: unknown }[] } };
    expect(changelog.histories).toHaveLength(2);
    expect(Number(changelog.histories[0]!.id)).toBeGreaterThan(Number(changelog.histories[1]!.id));
    expect(changelog.histories[0]!.historyMetadata).toEqual({ type: 'teleport', extraData: { a: '1' } });
  });

  it('may be of comments, with their properties', async () => {
    const { id } = await create();
    const properties = [{ key: 'note', value: { of: 1 } }];
    await call('ben', `POST /rest/api/2/issue/${id}/comment`, { body: 'a', properties });
    await call('ben', `POST /rest/api/2/issue/${id}/comment`, { body: 'b' });
    const list = await call('plugin', 'POST /rest/api/3/comment/list?expand=properties', {
      ids: [10000, 99],
    });
    expect(list.json).toMatchObject({ total: 1, isLast: true, values: [{ id: '10000', properties }] });
    const unseen = await call(undefined, 'POST /rest/api/3/comment/list', { ids: [10000] });
    expect(unseen.json).toMatchObject({ total: 0, values: [] });
    expect((await call('plugin', 'POST /rest/api/3/comment/list', { ids: [] })).status).toBe(400);
  });

  it('pages the history oldest first', async () => {
    const { id } = await create();
    for (const transition of ['21', '31', '11']) {
      await call('ben', `POST /rest/api/3/issue/${id}/transitions`, { transition: { id: transition } });
    }
    const { json } = await call('plugin', `GET /rest/api/3/issue/${id}/changelog?maxResults=2`);
    expect(json).toMatchObject({ startAt: 0, maxResults: 2, total: 3, isLast: false });
    const { values } = json as { values: { items: { field: string; toString: string }[] }[] };
    const targets = values.map((entry) => entry.items.find((item) => item.field === 'status')!.toString);
    expect(targets).toEqual(['Approved', 'Denied']);
  });
});

describe('two transitions at once', () => {
  it('refuse the second with 409', async () => {
    const { id } = await create();
    jira.engine.settings.transitionMs = 50;
    const answers = await Promise.all(
      ['21', '31'].map((transition) =>
        call('ben', `POST /rest/api/3/issue/${id}/transitions`, { transition: { id: transition } }),
      ),
    );
    jira.engine.settings.transitionMs = 0;
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 409]);
    expect(jira.engine.findIssue(id)!.history).toHaveLength(1);
  });
});
