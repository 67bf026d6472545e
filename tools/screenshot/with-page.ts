import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath } from '../test-run/chromium-path.ts';

/** Nothing of the machine's own, and no word to the outside. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Opens a page of the given size, in UTC and English, so that pictures do not differ by who takes them. Throws where
 * there is no Chromium.
 */
export async function withPage(
  viewport: NonNullable<BrowserContextOptions['viewport']>,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('There is no Chromium here; name one by CHROMIUM_PATH.');
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await use(await browser.newPage({ viewport, locale: 'en-US', timezoneId: 'UTC' }));
  } finally {
    await browser.close();
  }
}
