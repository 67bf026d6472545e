import { createJiraClient, plainText } from '../../libs/jira-client/src/index.ts';
import { accountId, type Deployment } from '../../libs/jira-fake/src/index.ts';

interface Tour {
  readonly url: string;
  readonly deployment: Deployment;
}

/** Runs our own client through all that it can do. */
export async function clientTour({ url, deployment }: Tour): Promise<void> {
  const auth =
    deployment === 'cloud'
      ? ({ kind: 'basic', user: 'plugin@example.com', secret: 'plugin-token' } as const)
      : ({ kind: 'bearer', token: 'plugin-token' } as const);
  const client = createJiraClient({ baseUrl: url, auth, deployment, allowHttp: true });
  const options = { signal: AbortSignal.timeout(60_000) };
  await client.myself(options);
  await client.serverInfo(options);
  await client.project('TAR', options);
  await client.projectStatuses('TAR', options);
  await client.myPermissions({ permissions: ['BROWSE_PROJECTS'], in: { projectKey: 'TAR' } }, options);
  const [type] = await client.createIssueTypes('TAR', options);
  await client.createFields({ project: 'TAR', issueTypeId: type?.id ?? '' }, options);
  await client.user(accountId('ann'), options);
  await client.searchUsers('ann', options);
  const issue = await client.createIssue(
    {
      project: { key: 'TAR' },
      issueType: { name: 'Task' },
      summary: 'alice wants in',
      description: plainText('please'),
      fields: { labels: ['teleport'] },
      properties: { teleportAccessRequestId: 'abc' },
    },
    options,
  );
  const body = plainText('a note');
  const comment = await client.addComment(issue.id, { body, properties: { note: { of: 1 } } }, options);
  await client.commentProperties({ commentIds: [comment.id], key: 'note' }, options);
  const [, approve] = await client.transitions(issue.id, options);
  const historyMetadata = { type: 'teleport', description: 'by the plugin', extraData: { answers: '1' } };
  await client.transition(issue.id, { transitionId: approve?.id ?? '', historyMetadata }, options);
  await client.setIssueProperty(
    { issueId: issue.id, key: 'teleportAccessPlugin', value: { epoch: 1 } },
    options,
  );
  await client.issueProperties({ issueId: issue.id, keys: ['teleportAccessRequestId'] }, options);
  await client.readIssue(
    { issueId: issue.id, properties: ['teleportAccessPlugin'], projectKey: 'TAR' },
    options,
  );
  const search = {
    jql: 'project = TAR',
    properties: ['teleportAccessRequestId'],
    reconcileIssues: [issue.id],
  };
  for await (const page of client.search(search, options)) void page;
  await client.deleteComment({ issueId: issue.id, commentId: comment.id }, options);
  client.close();
}

/** Calls everything else that the fake serves, and its refusals, by plain fetch. */
export async function plainTour({ url, deployment }: Tour): Promise<void> {
  const api = deployment === 'cloud' ? `${url}/rest/api/3` : `${url}/rest/api/2`;
  const authorization =
    deployment === 'cloud'
      ? `Basic ${Buffer.from('ann@example.com:ann-token').toString('base64')}`
      : 'Bearer ann-token';
  const call = async (request: string, body?: unknown): Promise<unknown> => {
    const [method = 'GET', path = ''] = request.split(' ');
    const answer = await fetch(`${api}/${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return text.startsWith('{') ? (JSON.parse(text) as unknown) : undefined;
  };
  const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 'bob wants in' };
  const { id } = (await call('POST issue', { fields })) as { id: string };
  const text = deployment === 'cloud' ? ADF : 'words';
  for (const [request, body] of calls(id, { text, deployment })) await call(request, body);
}

const ADF = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'words' }] }],
};

function calls(
  id: string,
  { text, deployment }: { readonly text: unknown; readonly deployment: Deployment },
): readonly (readonly [string, unknown?])[] {
  const common: readonly (readonly [string, unknown?])[] = [
    [`PUT issue/${id}`, { fields: { labels: ['a'] }, update: { summary: [{ set: 'bob' }] } }],
    [
      `GET issue/${id}?expand=changelog,transitions.fields,renderedFields,names,schema,editmeta&properties=*all`,
    ],
    [`GET issue/${id}/transitions?expand=transitions.fields`],
    [`POST issue/${id}/transitions`, { transition: { id: '21' } }],
    [`POST issue/${id}/comment`, { body: text }],
    [`GET issue/${id}/comment?orderBy=-created`],
    [`PUT issue/${id}/comment/10001`, { body: text }],
    [`GET issue/${id}/comment/10001`],
    ['PUT comment/10001/properties/p', { a: 1 }],
    ['GET comment/10001/properties'],
    ['GET comment/10001/properties/p'],
    ['DELETE comment/10001/properties/p'],
    [`PUT issue/${id}/properties/p`, { a: 1 }],
    [`GET issue/${id}/properties`],
    [`DELETE issue/${id}/properties/p`],
    ['GET project'],
    ['GET status'],
    ['GET status/10001'],
    ['GET field'],
    [`GET user/assignable/search?project=TAR`],
    [`DELETE issue/${id}`],
    [`GET issue/${id}`],
    ['POST issue', { fields: { project: { key: 'TAR' } } }],
    ['GET project/NOPE'],
  ];
  if (deployment === 'datacenter') {
    return [
      ...common,
      ['GET user/search?username=ann'],
      ['GET search?jql=project=TAR'],
      ['GET search?jql=project=NO'],
    ];
  }
  return [
    ...common,
    ['GET issue/10000/changelog'],
    ['GET search/jql?jql=project=TAR&fields=*all'],
    ['GET search/jql?jql='],
    ['POST search/approximate-count', { jql: 'project = TAR' }],
    ['GET project/search'],
    ['GET user/search?query=ann'],
    [`GET user/bulk?accountId=${accountId('ann')}`],
  ];
}
