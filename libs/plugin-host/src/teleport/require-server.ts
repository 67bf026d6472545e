import type { DecisionMode } from '@org/access-plugin-core';
import { isOlder, type ClusterInfo } from '@org/teleport-client';
import { PluginError } from '../errors.ts';

/** The first version that knows `review_requests.submit_for_users` (told by its documentation; no such server was seen). */
const firstForUsers = '18.11.0';

/** Refuses to start in a mode that the cluster can never serve: every move would be put back. */
export function requireServerFor(
  mode: DecisionMode,
  { serverVersion }: Pick<ClusterInfo, 'serverVersion'>,
): void {
  if (mode !== 'review-for-user' || !isOlder(serverVersion, firstForUsers)) return;
  throw new PluginError(
    'teleport',
    `[decisions] mode = "review-for-user" needs Teleport ${firstForUsers} or newer; this cluster runs ${serverVersion}. Upgrade the cluster, or choose "review" or "override".`,
  );
}
