/**
 * Takes docs/board.png: starts both mocks and the plugin, asks for access a few times, drags cards as people would, waits
 * for Teleport to agree, and photographs the board. `npx tsx tools/screenshot.ts`; ports 3025, 3080, 8081 and 8090 must be
 * free.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from './screenshot/until.ts';
import { withPage } from './screenshot/with-page.ts';
import { ask, cards, decided, JIRA, startWorlds, type Wish } from './screenshot/worlds.ts';

const root = join(import.meta.dirname, '..');

/** Beside the demo's own first request. */
const WISHES: readonly Wish[] = [
  { user: 'alice', roles: ['editor'], reason: 'Rotate the key of the payment service' },
  { user: 'alice', roles: ['prod-admin'], reason: 'Look at why last night’s backup was slow' },
  { user: 'alice', roles: ['editor', 'prod-admin'], reason: 'Try something on production' },
  { user: 'alice', roles: ['editor'], reason: 'Grow the search cluster by two nodes' },
];

/**
 * Again, on a page loaded anew, where it did not land: the board draws itself anew when the plugin answers, and then lets
 * go of a card in the air.
 */
function drag(page: Page, signal: AbortSignal): (key: string, column: string) => Promise<unknown> {
  return (key, column) => {
    const target = page.locator(`section.column[data-status="${column}"]`);
    const card = page.locator(`article[data-key="${key}"]`);
    return until(`${key} to land in ${column}`, signal, async () => {
      await page.goto(JIRA);
      try {
        await card.dragTo(target, { timeout: 5000 });
        await target.locator(card).waitFor({ timeout: 3000 });
        return true;
      } catch {
        return undefined;
      }
    });
  };
}

async function photograph(page: Page, signal: AbortSignal): Promise<void> {
  for (const wish of WISHES) await ask(wish);
  const [first, second, , fourth] = await cards(WISHES.length + 1, signal);
  const move = drag(page, signal);
  if (first !== undefined) await move(first.key, 'Approved');
  if (second !== undefined) await move(second.key, 'Approved');
  if (fourth !== undefined) await move(fourth.key, 'Denied');
  await decided(3, signal);
  await page.reload();
  await page.locator('article.card').nth(WISHES.length).waitFor();
  await page.screenshot({ path: join(root, 'docs/board.png'), animations: 'disabled' });
}

const signal = AbortSignal.timeout(120_000);
const stop = startWorlds(root);
try {
  await cards(1, signal);
  await withPage({ width: 1280, height: 420 }, (page) => photograph(page, signal));
} finally {
  stop();
}
