import { startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { writeCredentials } from '../credentials-dir.ts';
import { readSeed, plantSeed } from '../seed.ts';
import { buildWebServer } from '../web/server.ts';

/** Options of `teleport-mock start`. */
export interface StartOptions {
  readonly host: string;
  readonly port: number;
  readonly webPort: number;
  readonly proxyPort: number;
  readonly dir?: string;
  readonly seedFile?: string;
}

const DAY_MS = 86_400_000;

/** Runs until SIGTERM or SIGINT; says so in one line when both ports listen. */
export async function start(options: StartOptions): Promise<void> {
  const log = pino({ name: 'teleport-mock' });
  const seed = options.seedFile === undefined ? {} : await readSeed(options.seedFile);
  const { host, port, proxyPort } = options;
  const fake = await startTeleportFake({ host, port, proxyPort });
  plantSeed(fake, seed);
  const files = await firstCredentials(fake, options.dir);
  const web = buildWebServer({ fake, dir: options.dir });
  const webAddress = await web.listen({ host, port: options.webPort });
  log.info(
    { auth: fake.address, proxy: fake.proxyAddress, web: webAddress, ...files },
    'teleport-mock is ready',
  );
  await untilSignal();
  await web.close();
  await fake.close();
  log.info('teleport-mock has stopped');
}

async function firstCredentials(fake: TeleportFake, dir: string | undefined): Promise<{ identity?: string }> {
  if (dir === undefined) return {};
  const identity = await fake.issueIdentity({ notAfterMs: Date.now() + DAY_MS });
  const path = await writeCredentials(dir, identity);
  await writeFile(join(dir, 'proxy-ca.pem'), fake.proxy.caPem);
  return { identity: path };
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}
