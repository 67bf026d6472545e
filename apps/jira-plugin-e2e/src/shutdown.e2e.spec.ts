import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StandingFault } from './harness/control-api.ts';
import type { Program } from './harness/program.ts';
import { until } from './harness/until.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeEach(async () => {
  worlds = await Worlds.start();
});

afterEach(() => worlds.stop());

/** The time-outs that users have. */
const asShipped = { sync: { call_timeout: '10s', create_bound: '30s' } };

it('begins its log with the lines of the original', async () => {
  const plugin = await worlds.unready({}, { flags: ['--insecure-no-tls'] });
  await plugin.printed(/Plugin is ready/);
  const [first, ...rest] = plugin.output.trim().split('\n');
  expect(first).toMatch(/Starting Teleport Jira Plugin \d/);
  // Only a warning may stand between the two; the way to Teleport is told after them.
  const others = rest.filter((line) => !line.startsWith('WARN '));
  expect(others[0]).toContain('Plugin is ready');
  await plugin.printed(
    /Settings in force mode=override cluster=\S+ site=http:\S+ projects=TAR instance=default endpoint="plain HTTP, open to every caller"/,
  );
  await plugin.printed(/Plugin is ready[\s\S]*Found the way to Teleport/);
});

it('finishes the ticket that it is making when SIGTERM comes, its record included', async () => {
  const { jira, teleport } = worlds;
  const { plugin, held, id } = await holdingACreate();
  plugin.send('SIGTERM');
  await noWatch();
  expect(plugin.running).toBe(true);
  await held.remove();
  expect(await plugin.ended).toEqual({ code: 0, signal: null });
  const [issue, ...others] = await jira.issuesOf(id);
  expect(others).toEqual([]);
  expect(await teleport.record(id)).toMatchObject({ issue_id: issue?.id });
});

it('exits 0 within 15 s of SIGTERM though Jira never answers', async () => {
  const { plugin } = await holdingACreate();
  const sent = performance.now();
  expect(await plugin.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(performance.now() - sent).toBeLessThan(15_000);
});

it('ends at once on a second SIGINT', async () => {
  const { plugin } = await holdingACreate();
  plugin.send('SIGINT');
  await noWatch();
  expect(plugin.running).toBe(true);
  const sent = performance.now();
  expect(await plugin.end('SIGINT')).toEqual({ code: 130, signal: null });
  expect(performance.now() - sent).toBeLessThan(1_000);
});

it('takes no notice of SIGHUP', async () => {
  const { jira, teleport } = worlds;
  const plugin = await worlds.plugin();
  plugin.send('SIGHUP');
  const { id } = await teleport.request();
  await jira.issue(id);
  expect(plugin.running).toBe(true);
});

/** A plugin whose first create Jira keeps waiting. */
async function holdingACreate(): Promise<{ plugin: Program; held: StandingFault; id: string }> {
  const { jira, teleport } = worlds;
  const held = await jira.fault({
    match: { method: 'POST', path: '/rest/api/3/issue' },
    when: 'before',
    action: 'hold',
  });
  const plugin = await worlds.plugin(asShipped);
  const { id } = await teleport.request();
  await held.reached();
  return { plugin, held, id };
}

/** Closing the watch is the first thing that a stopping plugin does. */
async function noWatch(): Promise<void> {
  await until('the watch to be closed', async () => (await worlds.teleport.state()).streams === 0);
}
