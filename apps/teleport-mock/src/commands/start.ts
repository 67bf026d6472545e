import { startTeleportFake, type TeleportFake } from '@org/teleport-fake';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { writeCredentials } from '../credentials-dir.ts';
import { readSeed, plantSeed } from '../seed.ts';
import { buildWebServer } from '../web/server.ts';
import { portTaken } from './port-taken.ts';

/** Options of `teleport-mock start`. */
export interface StartOptions {
  readonly host: string;
  readonly port: number;
  readonly webPort: number;
  readonly proxyPort: number;
  /** The version of Teleport to be, for example `15.3.1`. */
  readonly serverVersion: string;
  readonly dir?: string;
  readonly seedFile?: string;
}

const DAY_MS = 86_400_000;

/** Runs until SIGTERM or SIGINT; says so in one line when both ports listen. */
export async function start(options: StartOptions): Promise<void> {
  const log = pino({ name: 'teleport-mock' });
  const seed = options.seedFile === undefined ? {} : await readSeed(options.seedFile);
  const { host, port, proxyPort } = options;
  const settings = { serverVersion: options.serverVersion };
  const fake = await namingFlags(
    options,
    startTeleportFake({ host, port, proxyPort, cluster: { settings } }),
  );
  try {
    plantSeed(fake, seed);
    const files = await firstCredentials(fake, options.dir);
    const web = buildWebServer({ fake, dir: options.dir });
    const webAddress = await namingFlags(options, web.listen({ host, port: options.webPort }));
    log.info(
      { auth: fake.address, proxy: fake.proxyAddress, web: webAddress, ...files },
      'teleport-mock is ready',
    );
    await untilSignal();
    await web.close();
  } finally {
    await fake.close();
  }
  log.info('teleport-mock has stopped');
}

/** A port that is taken is named with its flag; other failures stay as they are. */
async function namingFlags<T>(options: StartOptions, listening: Promise<T>): Promise<T> {
  const { port, webPort, proxyPort } = options;
  try {
    return await listening;
  } catch (error) {
    throw portTaken(error, { '--port': port, '--web-port': webPort, '--proxy-port': proxyPort }) ?? error;
  }
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
