import type { DecisionMode } from '@org/access-plugin-core';
import { checkAccess, type AccessNeeds, type TeleportClient } from '@org/teleport-client';
import type { Logger } from 'pino';

/** What the configuration asks of Teleport. */
export interface NeededRights {
  /** The name under which the plugin keeps its data. */
  readonly plugin: string;
  readonly mode: DecisionMode;
  readonly readsUsers: boolean;
}

const checkDeadlineMs = 10_000;

/** Says at the start what would otherwise fail at the first request: one warning for each missing right, with its fix. */
export async function warnOfMissingRights(
  client: TeleportClient,
  { plugin, mode, readsUsers }: NeededRights,
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<void> {
  const needs = { plugin, decides: deciding(mode), readsUsers };
  for (const { need, error } of await checkAccess(client, needs, { signal, deadlineMs: checkDeadlineMs })) {
    log.warn({ code: error.code, error: error.message }, `The plugin may not be able to ${need} in Teleport`);
  }
}

function deciding(mode: DecisionMode): AccessNeeds['decides'] {
  switch (mode) {
    case 'override':
      return 'by-state';
    case 'review':
      return 'by-review';
    case 'review-for-user':
      return 'by-review-for-user';
    case 'off':
      return 'never';
  }
}
