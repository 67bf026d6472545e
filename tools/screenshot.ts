/**
 * Takes docs/board.png: starts both mocks and the plugin, asks for access a few times, drags cards as people would, waits
 * for Teleport to agree, and photographs the board. `npx tsx tools/screenshot.ts`; ports 3025, 3080, 8081 and 8090 must be
 * free.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
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

async function drag(page: Page, key: string, column: string): Promise<void> {
  const target = page.locator(`section.column[data-status="${column}"]`);
  await page.locator(`article[data-key="${key}"]`).dragTo(target);
  await target.locator(`article[data-key="${key}"]`).waitFor();
}

async function photograph(page: Page, signal: AbortSignal): Promise<void> {
  for (const wish of WISHES) await ask(wish);
  const [first, second, , fourth] = await cards(WISHES.length + 1, signal);
  await page.goto(JIRA);
  if (first !== undefined) await drag(page, first.key, 'Approved');
  if (second !== undefined) await drag(page, second.key, 'Approved');
  if (fourth !== undefined) await drag(page, fourth.key, 'Denied');
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
