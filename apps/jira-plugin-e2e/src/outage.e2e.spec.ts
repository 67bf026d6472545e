import { describe, it } from 'vitest';
import type { Fault } from './harness/control-api.ts';
import { until } from './harness/until.ts';
import { Worlds } from './harness/worlds.ts';

const parallelism = 4;
/** One per request and one per ticket at a time, and the sweep's. */
const mostInFlight = 2 * parallelism + 1;
const sync = { parallelism, call_timeout: '5s', create_bound: '5s' };
/** What the log's own bound allows in a second of faults. */
const linesPerSecond = 5;

describe.concurrent('an outage', { timeout: 150_000 }, () => {
  it('of Jira, thirty seconds long, loses none of twenty requests and doubles none', async ({
    expect,
    onTestFinished,
  }) => {
    const worlds = await Worlds.start();
    onTestFinished(() => worlds.stop());
    const { teleport, jira } = worlds;
    const plugin = await worlds.unready({ http: { enabled: false }, sync }, { flags: [] });
    await plugin.printed(/Plugin is ready/);
    const lines = (): number => plugin.output.split('\n').length;
    const before = lines();
    const phases: readonly Phase[] = [
      { fault: { match: {}, when: 'before', action: 'error', status: 503 }, requests: 8, ms: 13_000 },
      // Jira does it all, and nobody hears of it.
      { fault: { match: {}, when: 'after', action: 'drop' }, requests: 6, ms: 13_000 },
      // Shorter than a call may take, so that what is held is what is in flight.
      { fault: { match: {}, when: 'before', action: 'hold' }, requests: 6, ms: 4_000 },
    ];
    const made: string[] = [];
    for (const phase of phases) {
      const { ids, hits, held } = await live(worlds, phase);
      made.push(...ids);
      expect(hits).toBeGreaterThan(0);
      expect(held).toBeLessThanOrEqual(mostInFlight);
    }
    expect(lines() - before).toBeGreaterThan(0);
    expect(lines() - before).toBeLessThan(30 * linesPerSecond);
    expect(made).toHaveLength(20);
    for (const id of made) {
      const recorded = await until(
        `the record of ${id} to name its ticket`,
        async () => (await teleport.record(id))['issue_id'],
        60_000,
      );
      expect((await jira.issuesOf(id)).map((issue) => issue.id)).toEqual([recorded]);
    }
  });

  it('of the plugin hides no request that runs out meanwhile', async ({ expect, onTestFinished }) => {
    const worlds = await Worlds.start();
    onTestFinished(() => worlds.stop());
    const { teleport, jira } = worlds;
    const first = await worlds.plugin();
    const { id } = await teleport.request({ ttlMs: 5_000 });
    await until(
      `the record of ${id} to name its ticket`,
      async () => (await teleport.record(id))['issue_id'],
    );
    await first.end('SIGKILL');
    await until(`request ${id} to run out`, async () => {
      const { requests } = await teleport.state();
      return requests.every((request) => request.id !== id);
    });
    await worlds.plugin();
    expect(await jira.issuesOf(id)).toMatchObject([{ status: 'Pending' }]);
    await jira.issue(id, ({ status }) => status === 'Expired', 90_000);
  });
});

interface Phase {
  readonly fault: Fault;
  readonly requests: number;
  readonly ms: number;
}

/** Lets Jira fail for a phase in which requests are made. */
async function live(
  { jira, teleport }: Worlds,
  { fault, requests, ms }: Phase,
): Promise<{ ids: readonly string[]; hits: number; held: number }> {
  const standing = await jira.fault(fault);
  const made = await Promise.all(Array.from({ length: requests }, () => teleport.request()));
  const end = performance.now() + ms;
  let held = 0;
  await until(
    'the end of a phase of the outage',
    async () => {
      held = Math.max(held, await standing.holding());
      return performance.now() > end;
    },
    2 * ms,
  );
  const hits = await standing.hits();
  await standing.remove();
  return { ids: made.map(({ id }) => id), hits, held };
}
