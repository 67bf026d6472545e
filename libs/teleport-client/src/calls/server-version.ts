import { notDone } from '../errors/not-done.ts';
import { TeleportError } from '../errors/teleport-error.ts';
import type { TeleportClient } from '../teleport-client.ts';
import type { CallLimits } from './call-limits.ts';
import type { ClusterInfo } from './ping.ts';

/** The oldest Auth Service that has all the calls that a plugin needs. */
export const MINIMUM_SERVER_VERSION = '6.1.0';

/** Asks the cluster who it is, for the start of a program. Throws `server-too-old` below {@link MINIMUM_SERVER_VERSION}. */
export async function pingServer(
  client: Pick<TeleportClient, 'ping'>,
  limits: CallLimits,
): Promise<ClusterInfo> {
  const cluster = await client.ping(limits).catch((error: unknown) => {
    if (error instanceof TeleportError && error.code === 'unimplemented')
      throw tooOld('an unknown, very old version');
    throw error;
  });
  if (isOlder(cluster.serverVersion, MINIMUM_SERVER_VERSION)) throw tooOld(cluster.serverVersion);
  return cluster;
}

/** Compares two semantic versions by their three numbers; a pre-release counts as its release. */
export function isOlder(version: string, than: string): boolean {
  const [mine, theirs] = [numbersOf(version), numbersOf(than)];
  for (const [index, number] of mine.entries()) {
    const difference = number - (theirs[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbersOf(version: string): readonly number[] {
  const core = version.replace(/^v/, '').split(/[-+]/)[0] ?? '';
  return [0, 1, 2].map((index) => Number(core.split('.')[index] ?? 0) || 0);
}

function tooOld(version: string): TeleportError {
  return notDone(
    'server-too-old',
    `The Auth Service is ${version}; ${MINIMUM_SERVER_VERSION} or newer is needed. Upgrade the cluster.`,
  );
}
