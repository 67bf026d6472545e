import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Worlds } from './harness/worlds.ts';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Nothing of the machine's own, and no word to the outside. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let worlds: Worlds;

beforeEach(async () => {
  worlds = await Worlds.start();
  await worlds.plugin();
});

afterEach(() => worlds.stop());

it('approves in Teleport when Ann drags the card to Approved with the mouse', async (context) => {
  if (!existsSync(executablePath)) {
    // `npm test` says so in its table, and in CI takes the skipped test for a failure where the machine has a browser.
    context.skip(`There is no browser at "${executablePath}"; CHROMIUM_PATH can name one.`);
  }
  const { jira, teleport } = worlds;
  const { id } = await teleport.request({ reason: 'Roll back the release' });
  const { key } = await jira.issue(id);
  await withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto(jira.url);
    await page.getByLabel('Acting as').selectOption({ label: 'Ann Approver' });
    const card = page.locator(`[data-key="${key}"]`);
    await card.locator('.key').dragTo(page.locator('[data-status="Approved"]'));
    await page.locator(`[data-status="Approved"] [data-key="${key}"]`).waitFor();
    await teleport.reaches(id, 'approved');
  });
  const { audit } = await teleport.state();
  expect(audit).toContainEqual(
    expect.objectContaining({ requestId: id, state: 'approved', delegator: 'jira:ann@example.com' }),
  );
});

async function withBrowser(use: (browser: BrowserContext) => Promise<void>): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'board-'));
  try {
    const browser = await chromium.launchPersistentContext(profile, { executablePath, args: flags });
    try {
      await use(browser);
    } finally {
      await browser.close();
    }
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}
