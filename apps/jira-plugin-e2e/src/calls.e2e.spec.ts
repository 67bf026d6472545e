import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Program } from './harness/program.ts';
import { until } from './harness/until.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeEach(async () => {
  worlds = await Worlds.start();
});

afterEach(() => worlds.stop());

it('opens a ticket in three calls and carries a moved card over in few', async () => {
  const { jira, teleport } = worlds;
  await worlds.plugin({ sync: { interval: '1h' } });
  await until('the first sweep', () => worlds.logs.includes('Everything pending was looked over'));
  const start = await made();
  const { id } = await teleport.request();
  await until(`the record of ${id} to name its ticket`, async () => (await teleport.record(id))['issue_id']);
  const opened = await made();
  // Claim, create, record. Reads that follow the ticket's own webhook may already be under way.
  expect(opened.jiraWrites - start.jiraWrites).toBe(1);
  expect(opened.teleportWrites - start.teleportWrites).toBe(2);
  await jira.move(await jira.issue(id), 'Approved');
  await teleport.marked(id, 'approved');
  const ended = await made();
  // The note of the end; the decision and the mark.
  expect(ended.jiraWrites - opened.jiraWrites).toBeLessThanOrEqual(1);
  expect(ended.teleportWrites - opened.teleportWrites).toBeLessThanOrEqual(2);
  expect(ended.jira - start.jira).toBeLessThanOrEqual(8);
  expect(ended.teleport - start.teleport).toBeLessThanOrEqual(14);
});

it('asks no more at rest after many requests than after few', async () => {
  const plugin = await worlds.plugin();
  await finish(2);
  const few = await callsPerSweep(plugin);
  await finish(10);
  const many = await callsPerSweep(plugin);
  expect(few).toBeGreaterThan(0);
  expect(many).toBeLessThanOrEqual(few + 1);
});

interface Made {
  readonly jira: number;
  readonly jiraWrites: number;
  readonly teleport: number;
  readonly teleportWrites: number;
}

const teleportWrites = ['UpdatePluginData', 'SetAccessRequestState', 'SubmitAccessReview'];

/** The plugin's calls so far. People's are not counted: they use another version of the API. */
async function made(): Promise<Made> {
  const [{ calls }, teleport] = await Promise.all([worlds.jira.state(), worlds.teleport.state()]);
  const own = calls.filter(({ path }) => path.startsWith('/rest/api/3/'));
  const methods = Object.entries(teleport.calls);
  const sum = (counts: readonly (readonly [string, number])[]): number =>
    counts.reduce((total, [, count]) => total + count, 0);
  return {
    jira: own.length,
    jiraWrites: own.filter(({ method, path }) => method !== 'GET' && !path.includes('/search')).length,
    teleport: sum(methods),
    teleportWrites: sum(methods.filter(([method]) => teleportWrites.includes(method))),
  };
}

async function finish(count: number): Promise<void> {
  const { jira, teleport } = worlds;
  const requests = await Promise.all(Array.from({ length: count }, () => teleport.request()));
  for (const { id } of requests) {
    await jira.issue(id);
    await teleport.setState(id, 'denied');
    await teleport.marked(id, 'denied');
  }
}

/** Over several sweeps, once what was just done has fallen out of what was changed lately. */
async function callsPerSweep(plugin: Program): Promise<number> {
  const sweeps = (): number => plugin.output.split('Everything pending was looked over').length;
  const after = async (count: number): Promise<void> => {
    const first = sweeps();
    await until(`${count} sweeps`, () => sweeps() >= first + count);
  };
  await after(4);
  const from = { calls: await made(), sweeps: sweeps() };
  await after(4);
  const to = { calls: await made(), sweeps: sweeps() };
  const calls = to.calls.jira + to.calls.teleport - from.calls.jira - from.calls.teleport;
  return calls / (to.sweeps - from.sweeps);
}
