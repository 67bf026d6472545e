import { AccessPluginError, type Call } from '@org/access-plugin-core';
import { TeleportError } from '../errors/teleport-error.ts';
import type { TeleportClient } from '../teleport-client.ts';
import { toAccessPluginError } from './to-access-plugin-error.ts';

/**
 * A failure of a decision, in the core's words. Where the server named a right that the plugin lacks, the message also
 * says which roles the certificate names and which version the cluster runs: rights come from the roles in the
 * certificate, and older clusters do not have every right.
 */
export async function missingRight(client: TeleportClient, error: unknown, call: Call): Promise<unknown> {
  if (!(error instanceof TeleportError) || error.lacks === undefined) return toAccessPluginError(error);
  const version = await versionOf(client, call);
  return new AccessPluginError(
    'not-permitted',
    `${error.message} The certificate of ${client.user} names ${rolesOf(client)}; the cluster runs ${version}.`,
  );
}

async function versionOf(client: TeleportClient, call: Call): Promise<string> {
  try {
    return `Teleport ${(await client.ping(call)).serverVersion}`;
  } catch (error) {
    if (error instanceof TeleportError) return 'a version of Teleport that could not be asked for';
    throw error;
  }
}

function rolesOf({ roles }: TeleportClient): string {
  if (roles.length === 0) return 'no role';
  return roles.length === 1 ? `the role ${roles.join('')}` : `the roles ${list(roles)}`;
}

function list(roles: readonly string[]): string {
  return `${roles.slice(0, -1).join(', ')} and ${roles.slice(-1).join('')}`;
}
