/**
 * Takes docs/card-cloud.png and docs/card-datacenter.png: a request for two roles and three resources with a reason of
 * 4,096 characters, as its card shows it on both kinds of Jira. Fails, and takes no picture, where any of it is missing.
 * `npx nx run-many -t build && npx tsx tools/screenshot-cards.ts`, since it runs what is built; it takes free ports.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Worlds, type PluginConfig } from '../apps/jira-plugin-e2e/src/harness/worlds.ts';
import { longReason } from './screenshot/long-reason.ts';
import { withPage } from './screenshot/with-page.ts';

const docs = join(import.meta.dirname, '../docs');

const ROLES = ['editor', 'prod-admin'];
/** As Teleport names them, and as an approver reads them. */
const RESOURCES: Readonly<Record<string, string>> = {
  '/example/db/payments': 'db payments in example',
  '/example/kube_cluster/production-eu': 'kube_cluster production-eu in example',
  '/leaf.example/node/ip-10-0-7-42': 'node ip-10-0-7-42 in leaf.example',
};

const PLUGINS: Readonly<Record<'cloud' | 'datacenter', PluginConfig>> = {
  cloud: {},
  datacenter: { jira: { auth: 'bearer', username: undefined } },
};

async function photograph(deployment: keyof typeof PLUGINS, page: Page): Promise<void> {
  const worlds = await Worlds.start({ jira: ['--deployment', deployment] });
  try {
    await worlds.plugin(PLUGINS[deployment]);
    const wish = { roles: ROLES, resources: Object.keys(RESOURCES), reason: longReason() };
    const { id } = await worlds.teleport.request(wish);
    const { key } = await worlds.jira.issue(id);
    await page.goto(`${worlds.jira.url}/browse/${key}`);
    const description = page.getByTestId('description');
    await description.getByText('Request id').waitFor();
    assertComplete(await description.innerText(), wish.reason);
    await page.screenshot({
      path: join(docs, `card-${deployment}.png`),
      fullPage: true,
      animations: 'disabled',
    });
  } finally {
    await worlds.stop();
  }
}

function assertComplete(shown: string, reason: string): void {
  const wanted = [...ROLES, ...Object.values(RESOURCES), reason];
  const missing = wanted.filter((text) => !inOneLine(shown).includes(inOneLine(text)));
  if (missing.length > 0) throw new Error(`The card lacks:\n${missing.join('\n')}\nIt shows:\n${shown}`);
}

/** How paragraphs are set apart is the page's own affair. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

await withPage({ width: 1100, height: 800 }, async (page) => {
  for (const deployment of ['cloud', 'datacenter'] as const) await photograph(deployment, page);
});
