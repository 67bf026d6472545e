import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Program } from './harness/program.ts';
import { freePort, Worlds } from './harness/worlds.ts';

let worlds: Worlds;
let plugin: Program;
let endpoint: string;

beforeAll(async () => {
  worlds = await Worlds.start();
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}/`;
  plugin = await worlds.unready({ sync: { interval: '1h' } }, { port });
  await plugin.printed(/Plugin is ready/);
});

afterAll(() => worlds.stop());

const event = { webhookEvent: 'jira:issue_updated', timestamp: 1 };
const foreign = { id: '987654321', key: 'XYZ-1', fields: { project: { key: 'XYZ' } } };

it.each([
  ['nothing', '', 400],
  ['no JSON', '<xml>', 400],
  ['half of a JSON text', '{"webhookEvent":"jira:issue_updated","issue":{', 400],
  ['null', 'null', 400],
  ['a list', '[]', 400],
  ['no issue', JSON.stringify({ webhookEvent: 'jira:version_released', timestamp: 1 }), 204],
  ['an issue without an id', JSON.stringify({ ...event, issue: {} }), 400],
  ['an id that is a path', JSON.stringify({ ...event, issue: { ...foreign, id: '../../myself' } }), 400],
  ["another project's issue", JSON.stringify({ ...event, issue: foreign }), 204],
  ['lists in lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
  ['more than 1 MiB', JSON.stringify({ ...event, issue: foreign, pad: 'x'.repeat(1024 * 1024) }), 413],
])('answers a webhook with %s, and lives on', async (_what, body, status) => {
  const answer = await post(body);
  expect({ status: answer.status, text: await answer.text() }).toEqual({ status, text: '' });
  expect(plugin.running).toBe(true);
});

it('asks Jira for nothing because of any of them, and still carries a moved card over', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  const issue = await jira.issue(id);
  const { calls } = await jira.state();
  expect(calls.filter(({ path }) => /987654321|XYZ|myself\/./.test(path))).toEqual([]);
  await jira.move(issue, 'Approved');
  expect((await post(JSON.stringify({ ...event, issue: { id: issue.id, key: issue.key } }))).status).toBe(
    204,
  );
  await teleport.reaches(id, 'approved');
});

function post(body: string): Promise<Response> {
  return fetch(endpoint, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
}
