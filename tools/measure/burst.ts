import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../apps/jira-plugin-e2e/src/harness/until.ts';
import type { Worlds } from '../../apps/jira-plugin-e2e/src/harness/worlds.ts';

/** What one burst came to. */
export interface BurstResult {
  readonly moved: number;
  readonly resolved: number;
  /** From the last move to the last decision, in milliseconds. */
  readonly lastDecidedMs: number;
  /** Moved cards whose request was still pending after the bound. */
  readonly decidedLate: number;
  /** Webhooks that the plugin has turned away since its start. */
  readonly refused: number;
}

const patienceMs = 300_000;
const lookEveryMs = 50;

/** Makes requests, waits for their cards, then moves one half of them and resolves the other half in Teleport, all at once. */
export async function burst(
  worlds: Worlds,
  { requests, withinMs }: { readonly requests: number; readonly withinMs: number },
): Promise<BurstResult> {
  const { jira, teleport } = worlds;
  const made = await Promise.all(Array.from({ length: requests }, () => teleport.request()));
  const ids = new Set(made.map(({ id }) => id));
  const issues = await until(
    'a card for each request',
    async () => {
      const ours = (await jira.state()).issues.filter(({ properties }) =>
        ids.has(String(properties['teleportAccessRequestId'])),
      );
      return ours.length >= requests ? ours : undefined;
    },
    patienceMs,
  );
  const moved = issues.slice(0, requests / 2);
  const resolved = issues.slice(requests / 2);
  const requestOf = (issue: (typeof issues)[number]): string =>
    String(issue.properties['teleportAccessRequestId']);
  await Promise.all([
    ...moved.map((issue) => jira.move(issue, 'Approved')),
    ...resolved.map((issue) => teleport.setState(requestOf(issue), 'denied')),
  ]);
  const movedAt = performance.now();
  const wanted = new Set(moved.map(requestOf));
  let decidedLate: number | undefined;
  for (;;) {
    const { requests: all } = await teleport.state();
    const open = all.filter(({ id, state }) => wanted.has(id) && state === 'pending').length;
    const passedMs = performance.now() - movedAt;
    if (passedMs >= withinMs) decidedLate ??= open;
    if (open === 0) {
      return {
        moved: moved.length,
        resolved: resolved.length,
        lastDecidedMs: Math.round(passedMs),
        decidedLate: decidedLate ?? 0,
        refused: worlds.logs.split('webhook refused').length - 1,
      };
    }
    if (passedMs > patienceMs)
      throw new Error(`${open} moved cards were not decided within ${patienceMs} ms.`);
    await pause(lookEveryMs);
  }
}
