import { createCluster, type Cluster, type ClusterOptions } from '../cluster/cluster.ts';
import { DEFAULT_ROLES, DEFAULT_USERS } from '../cluster/default-users.ts';
import type { Caller } from '../cluster/users.ts';

/** The plugin, as its certificate names it. */
export const PLUGIN: Caller = { user: 'access-plugin' };

/** A cluster whose clock the test moves. */
export interface TestCluster extends Cluster {
  advance(ms: number): void;
}

/** The default cluster at a fixed time; extra roles and users are added to the default ones. */
export function testCluster(options: ClusterOptions = {}): TestCluster {
  let nowMs = 1_700_000_000_000;
  const cluster = createCluster({
    now: () => nowMs,
    ...options,
    users: [...DEFAULT_USERS, ...(options.users ?? [])],
    roles: [...DEFAULT_ROLES, ...(options.roles ?? [])],
  });
  return {
    ...cluster,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/** A pending request by alice; gives its id. */
export function pendingRequest(cluster: Cluster, roles: readonly string[] = ['editor']): string {
  return cluster.createRequest({ user: 'alice' }, { user: 'alice', roles, reason: 'why' }).id;
}

/** The code and message a call is refused with; fails when it is not. */
export function refusal(call: () => unknown): { code: unknown; message: string } {
  try {
    call();
  } catch (error) {
    return { code: (error as { code?: unknown }).code, message: (error as Error).message };
  }
  throw new Error('the call was expected to be refused');
}
