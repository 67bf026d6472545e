import { afterEach, describe, expect, it } from 'vitest';
import { clientOf, closeAll, json, serve } from './wire.fixture.ts';

afterEach(closeAll);

const signal = new AbortController().signal;
const me = { accountId: 'bot', displayName: 'Bot', active: true, accountType: 'atlassian' };

describe('a missing issue', () => {
  const missing = { issueId: '1', properties: [], projectKey: 'TAR' };
  const allowed = { permissions: { BROWSE_PROJECTS: { havePermission: true } } };

  it('that was answered to nobody is no missing issue', async () => {
    const server = await serve((_, answer) => {
      answer.setHeader('x-ausername', 'anonymous');
      json(answer, {}, 404);
    });
    const client = clientOf(server, { deployment: 'datacenter' });
    await expect(client.readIssue(missing, { signal })).rejects.toMatchObject({ code: 'anonymous' });
  });

  it('is gone only after asking who we are, where the answer does not say; once for a while', async () => {
    let signedIn = true;
    const server = await serve((request, answer) => {
      if (request.url?.includes('/myself') === true) return json(answer, me, signedIn ? 200 : 401);
      return request.url?.includes('/mypermissions') === true ? json(answer, allowed) : json(answer, {}, 404);
    });
    expect(await clientOf(server).readIssue(missing, { signal })).toEqual({ kind: 'gone' });
    signedIn = false;
    const client = clientOf(server);
    await expect(client.readIssue(missing, { signal })).rejects.toMatchObject({ code: 'anonymous' });
    signedIn = true;
    await client.readIssue(missing, { signal });
    signedIn = false;
    await client.readIssue(missing, { signal });
    const asked = server.requests.filter(({ url }) => url?.includes('/myself') === true);
    expect(asked).toHaveLength(3);
  });
});
