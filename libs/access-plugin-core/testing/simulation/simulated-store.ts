import { AccessPluginError } from '../../src/errors.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { PluginDataStore } from '../../src/ports/plugin-data-store.ts';
import { users } from './accounts.ts';
import { callMade } from './call-made.ts';
import type { Incarnation } from './incarnation.ts';
import { send } from './send.ts';
import type { World } from './world.ts';

/** The records of a cluster as one process sees them. */
export function simulatedStore(world: World, by: Incarnation): PluginDataStore {
  const { scheduler, history } = world;
  const { cluster } = by.deployment;
  return {
    read: (requestId, call) =>
      send(world, by, {
        side: 'teleport',
        writes: false,
        made: callMade(by, 'read-record', { about: requestId, calledAt: scheduler.now }),
        call,
        effect: () => world.cluster(cluster).records.get(requestId) ?? {},
      }),
    compareAndSwap: (requestId, { expect, set }, call) => {
      const made = callMade(by, 'swap', { about: requestId, calledAt: scheduler.now, expect, set });
      return send(world, by, {
        side: 'teleport',
        writes: true,
        made,
        call,
        effect: ({ sentAt }) => {
          if (world.isStormy() && world.random.chance(world.plan.faults.contention)) {
            throw new AccessPluginError('conflict', 'Too many concurrent writes to plugin data.');
          }
          world.cluster(cluster).swap(requestId, expect, set);
          world.recordChanged(cluster, requestId);
          const { calledAt } = made;
          history.effect({
            kind: 'swap',
            cluster,
            requestId,
            expect,
            set,
            by,
            calledAt,
            sentAt,
            at: scheduler.now,
          });
          history.tell(scheduler.now, () => `${by.name} wrote ${requestId} ${JSON.stringify(set)}`);
          world.triggered('swap', requestId);
        },
      });
    },
  };
}

/** Who an account is, as one process can find out. */
export function simulatedDirectory(world: World, by: Incarnation): Directory {
  return {
    identify: (account, call) =>
      send(world, by, {
        side: 'directory',
        writes: false,
        made: callMade(by, 'identify', { about: account.id, calledAt: world.scheduler.now }),
        call,
        effect: () => {
          const user = users[account.id];
          return user === undefined ? { at: 'nobody' } : { at: 'user', user };
        },
      }),
  };
}
