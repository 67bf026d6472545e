import { existsSync } from 'node:fs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

/** The Chromium of this machine: `CHROMIUM_PATH`, else a usual place; `undefined` where there is none. */
export function chromiumPath(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const places = [env['CHROMIUM_PATH'] ?? '', ...USUAL_PLACES];
  return places.find((place) => place !== '' && existsSync(place));
}
