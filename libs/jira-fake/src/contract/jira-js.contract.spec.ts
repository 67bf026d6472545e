import { Version2Client, Version3Client } from 'jira.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountId } from '../engine/site-seed.ts';
import { startJiraFake, type JiraFake } from '../start-jira-fake.ts';

let jira: JiraFake;

beforeAll(async () => {
  jira = await startJiraFake();
});
beforeEach(() => jira.reset());
afterAll(() => jira.close());

function config(name: string) {
  const basic = { email: `${name}@example.com`, apiToken: `${name}-token` };
  return { host: jira.url, authentication: { basic } };
}

const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 'alice wants in' };

const text = (value: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: value }] }],
});

describe('jira.js', () => {
  it('finds out who it is, where it is, and what it may do', async () => {
    const client = new Version3Client(config('plugin'));
    expect((await client.myself.getCurrentUser()).accountId).toBe(accountId('plugin'));
    expect((await client.serverInfo.getServerInfo()).deploymentType).toBe('Cloud');
    const project = await client.projects.getProject('TAR');
    expect([project.key, project.style, project.issueTypes?.[0]?.name]).toEqual(['TAR', 'classic', 'Task']);
    const types = await client.projects.getAllStatuses('TAR');
    expect(types[0]!.statuses.map((status) => status.name)).toEqual([
      'Pending',
      'Approved',
      'Denied',
      'Expired',
    ]);
    const { permissions } = await client.permissions.getMyPermissions({
      projectKey: 'TAR',
      permissions: 'BROWSE_PROJECTS,CREATE_ISSUES',
    });
    expect(permissions).toMatchObject({ CREATE_ISSUES: { havePermission: true } });
  });

  it('reads what creating asks for', async () => {
    const client = new Version3Client(config('plugin'));
    const types = await client.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'TAR' });
    expect(types.issueTypes?.map((type) => type.name)).toEqual(['Task']);
    const meta = await client.issues.getCreateIssueMetaIssueTypeId({
      projectIdOrKey: 'TAR',
      issueTypeId: '10001',
    });
    expect(meta.fields?.find((field) => field.key === 'summary')?.required).toBe(true);
  });

  it('makes, reads, edits, moves and deletes an issue', async () => {
    const client = new Version3Client(config('plugin'));
    const made = await client.issues.createIssue({
      fields: { ...fields, description: text('please') },
      properties: [{ key: 'teleportAccessRequestId', value: 'abc' }],
    });
    await client.issues.editIssue({ issueIdOrKey: made.id, update: { labels: [{ add: 'teleport' }] } });
    const { transitions } = await client.issues.getTransitions({ issueIdOrKey: made.id });
    const approve = transitions!.find((one) => one.to?.name === 'Approved')!;
    await client.issues.doTransition({
      issueIdOrKey: made.id,
      transition: { id: approve.id! },
      historyMetadata: { type: 'teleport' },
    });
    const issue = await client.issues.getIssue({
      issueIdOrKey: made.key,
      expand: 'changelog,renderedFields,names,transitions',
      properties: ['teleportAccessRequestId'],
    });
    expect(issue.fields).toMatchObject({ labels: ['teleport'], status: { name: 'Approved' } });
    expect(issue.properties).toEqual({ teleportAccessRequestId: 'abc' });
    expect(issue.renderedFields).toMatchObject({ description: '<p>please</p>' });
    expect(issue.changelog!.histories![0]!.items!.map((item) => item.field)).toEqual([
      'resolution',
      'status',
    ]);
    const log = await client.issues.getChangeLogs({ issueIdOrKey: made.id });
    expect(log.values).toHaveLength(2);
    await client.issues.deleteIssue({ issueIdOrKey: made.id });
    await expect(client.issues.getIssue({ issueIdOrKey: made.id })).rejects.toMatchObject({ status: 404 });
  });

  it('comments, with properties', async () => {
    const client = new Version3Client(config('ben'));
    const { id } = await client.issues.createIssue({ fields });
    const comment = await client.issueComments.addComment({
      issueIdOrKey: id,
      comment: text('reason: fine'),
      properties: [{ key: 'note', value: { of: 1 } }] as never,
    });
    const key = { commentId: comment.id!, propertyKey: 'note' };
    expect(await client.issueCommentProperties.getCommentProperty(key)).toMatchObject({ value: { of: 1 } });
    const { comments } = await client.issueComments.getComments({ issueIdOrKey: id });
    expect(comments![0]!.author?.accountId).toBe(accountId('ben'));
    const plain = await new Version2Client(config('ben')).issueComments.getComments({ issueIdOrKey: id });
    expect(plain.comments![0]).toMatchObject({ body: 'reason: fine' });
    await client.issueComments.deleteComment({ issueIdOrKey: id, id: comment.id! });
    expect((await client.issueComments.getComments({ issueIdOrKey: id })).total).toBe(0);
  });

  it('sets, reads, lists and deletes properties', async () => {
    const client = new Version3Client(config('plugin'));
    const { id } = await client.issues.createIssue({ fields });
    const key = { issueIdOrKey: id, propertyKey: 'teleportAccessPlugin' };
    await client.issueProperties.setIssueProperty({ ...key, propertyValue: { cluster: 'c', epoch: 1 } });
    expect((await client.issueProperties.getIssueProperty(key)).value).toEqual({ cluster: 'c', epoch: 1 });
    const { keys } = await client.issueProperties.getIssuePropertyKeys({ issueIdOrKey: id });
    expect(keys?.map((one) => one.key)).toEqual(['teleportAccessPlugin']);
    await client.issueProperties.deleteIssueProperty(key);
    await expect(client.issueProperties.getIssueProperty(key)).rejects.toMatchObject({ status: 404 });
  });

  it('searches, page by page', async () => {
    const client = new Version3Client(config('plugin'));
    for (let made = 0; made < 3; made += 1) await client.issues.createIssue({ fields });
    const jql = 'project = TAR ORDER BY key';
    const first = await client.issueSearch.searchForIssuesUsingJqlEnhancedSearch({ jql, maxResults: 2 });
    const second = await client.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({
      jql,
      fields: ['summary'],
      nextPageToken: first.nextPageToken!,
    });
    expect([...first.issues!, ...second.issues!].map((issue) => issue.key)).toEqual([
      'TAR-1',
      'TAR-2',
      'TAR-3',
    ]);
    expect((await client.issueSearch.countIssues({ jql })).count).toBe(3);
  });

  it('finds people, their e-mail only where they show it', async () => {
    const client = new Version3Client(config('plugin'));
    const [ann] = await client.userSearch.findUsers({ query: 'ann' });
    expect(ann).toMatchObject({ accountId: accountId('ann'), emailAddress: 'ann@example.com' });
    const people = await client.userSearch.findAssignableUsers({ project: 'TAR' });
    expect(people.map((person) => person.displayName)).not.toContain('Automation for Jira');
    const ben = await client.users.getUser({ accountId: accountId('ben') });
    expect(ben.emailAddress).toBeUndefined();
  });
});
