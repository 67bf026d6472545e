/* global process, console */
/**
 * Drives jira.js 6 with its response validation on: every answer of the fake of another shape than jira.js knows is one
 * line on stdout, and an exit code of 1. Arguments: the address of the fake, the folder that has jira.js, account ids.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [host, folder, annId] = process.argv.slice(2);
const entry = join(folder, 'node_modules/jira.js/dist/index.js');
const { createCloudClient } = await import(pathToFileURL(entry).href);

const mismatches = new Set();
const calls = [];
const client = (name) =>
  createCloudClient({
    host,
    auth: { type: 'basic', email: `${name}@example.com`, apiToken: `${name}-token` },
    onSchemaMismatch: (report) => mismatches.add(JSON.stringify(report)),
  });
const text = (value) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: value }] }],
});
const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 'alice wants in' };

/** Runs one step; one that fails is told and does not end the tour. */
async function step(name, task) {
  calls.push(name);
  try {
    return await task();
  } catch (error) {
    mismatches.add(`${name}: ${error.message}`);
    return undefined;
  }
}

const plugin = client('plugin');
const ben = client('ben');
await step('myself', () => plugin.myself.getCurrentUser());
await step('serverInfo', () => plugin.serverInfo.getServerInfo());
await step('project', () => plugin.projects.getProject({ projectIdOrKey: 'TAR' }));
await step('projects', () => plugin.projects.searchProjects());
await step('statuses', () => plugin.projects.getAllStatuses({ projectIdOrKey: 'TAR' }));
await step('permissions', () =>
  plugin.permissions.getMyPermissions({ projectKey: 'TAR', permissions: 'BROWSE_PROJECTS,CREATE_ISSUES' }),
);
await step('create types', () => plugin.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'TAR' }));
await step('create fields', () =>
  plugin.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: 'TAR', issueTypeId: '10001' }),
);
const issue = await step('create', () =>
  plugin.issues.createIssue({
    fields: { ...fields, description: text('please'), labels: ['teleport'] },
    properties: [{ key: 'teleportAccessRequestId', value: 'abc' }],
  }),
);
const issueIdOrKey = issue?.id ?? '';
await step('edit', () => plugin.issues.editIssue({ issueIdOrKey, fields: { labels: ['a'] } }));
const comment = await step('comment', () =>
  ben.issueComments.addComment({ issueIdOrKey, body: text('reason: fine') }),
);
await step('comments', () => plugin.issueComments.getComments({ issueIdOrKey }));
await step('comments by id', () =>
  plugin.issueComments.getCommentsByIds({ ids: [Number(comment?.id)], expand: 'properties' }),
);
const commentProperty = { commentId: comment?.id ?? '', propertyKey: 'note' };
await step('set comment property', () =>
  ben.issueCommentProperties.setCommentProperty({ ...commentProperty, body: { of: 1 } }),
);
await step('comment property', () => plugin.issueCommentProperties.getCommentProperty(commentProperty));
await step('delete comment', () => ben.issueComments.deleteComment({ issueIdOrKey, id: comment?.id ?? '' }));
await step('transitions', () => ben.issues.getTransitions({ issueIdOrKey, expand: 'transitions.fields' }));
await step('transition', () =>
  ben.issues.doTransition({ issueIdOrKey, transition: { id: '21' }, historyMetadata: { type: 'teleport' } }),
);
const property = { issueIdOrKey, propertyKey: 'teleportAccessPlugin' };
await step('set property', () =>
  plugin.issueProperties.setIssueProperty({ ...property, body: { epoch: 1 } }),
);
await step('property', () => plugin.issueProperties.getIssueProperty(property));
await step('property keys', () => plugin.issueProperties.getIssuePropertyKeys({ issueIdOrKey }));
await step('delete property', () => plugin.issueProperties.deleteIssueProperty(property));
await step('read', () =>
  plugin.issues.getIssue({
    issueIdOrKey,
    expand: 'changelog,renderedFields,names,schema,transitions,editmeta',
    properties: ['*all'],
  }),
);
await step('changelog', () => plugin.issues.getChangeLogs({ issueIdOrKey }));
await step('search', () =>
  plugin.issueSearch.searchAndReconsileIssuesUsingJql({ jql: 'project = TAR', fields: ['*all'] }),
);
await step('search by POST', () =>
  plugin.issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql: 'project = TAR', fields: ['summary'] }),
);
await step('count', () => plugin.issueSearch.countIssues({ jql: 'project = TAR' }));
await step('find users', () => plugin.userSearch.findUsers({ query: 'ann' }));
await step('assignable users', () => plugin.userSearch.findAssignableUsers({ project: 'TAR' }));
await step('user', () => plugin.users.getUser({ accountId: annId }));
await step('fields', () => plugin.issueFields.getFields());
await step('delete', () => plugin.issues.deleteIssue({ issueIdOrKey }));

for (const line of mismatches) console.log(line);
console.log(`jira.js: ${calls.length} operations, ${mismatches.size} mismatches.`);
process.exitCode = mismatches.size === 0 ? 0 : 1;
