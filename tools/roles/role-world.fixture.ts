import {
  AccessPluginError,
  createAccessPlugin,
  type Account,
  type Clock,
  type DecisionMode,
} from '@org/access-plugin-core';
import { createBoard, createInMemoryTracker, createRecordingObserver } from '@org/access-plugin-core/testing';
import { createTeleportClient, parseIdentityFile, type TeleportClient } from '@org/teleport-client';
import {
  createTeleportAccessRequests,
  createTeleportDirectory,
  createTeleportPluginDataStore,
} from '@org/teleport-client/access-plugin';
import {
  ADMIN,
  DEFAULT_ROLES,
  DEFAULT_USERS,
  startTeleportFake,
  type Role,
  type TeleportFake,
  type User,
} from '@org/teleport-fake';
import { setTimeout as sleep } from 'node:timers/promises';

const person = (id: string): Account => ({ id, kind: 'human', active: true, displayName: id });
const bob: User = {
  name: 'bob@example.com',
  roles: ['reviewer'],
  traits: { jira_account_id: ['jira-robert'] },
};
const clock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { signal });
    } catch {
      throw new AccessPluginError('aborted', 'A wait was ended because the plugin stops.');
    }
  },
};
/** So many looks at the cluster after a step without the step's effect mean that it will not come. */
const PATIENCE = 8;
const DEADLINE_MS = 30_000;

/** What a mode promises, step by step; each is true once Teleport and the board show it. */
export interface Steps {
  /** A request from before the start has a ticket. */
  opened(): Promise<boolean>;
  /** A ticket that Bob moved to Approved had its effect. */
  carriedOver(): Promise<boolean>;
  /** A request that Carol denied in Teleport closed its ticket. */
  closed(): Promise<boolean>;
}

/** A cluster, a board in memory, and the plugin between them with one role. */
export interface RoleWorld extends Steps {
  close(): Promise<void>;
}

/** Starts all, with a user who has the role and a certificate that names it. */
export async function startRoleWorld(
  mode: DecisionMode,
  { role, user }: { role: Role; user: User },
): Promise<RoleWorld> {
  const fake = await startTeleportFake({
    cluster: { roles: [...DEFAULT_ROLES, role], users: [...DEFAULT_USERS, bob, user] },
    pluginUser: user.name,
  });
  const client = createTeleportClient({
    address: fake.address,
    identity: parseIdentityFile(fake.identityPem),
  });
  const board = createBoard(() => Date.now());
  const stop = new AbortController();
  const request = (): string =>
    fake.cluster.createRequest(ADMIN, { user: 'alice', roles: ['editor'], reason: 'why' }).id;
  const early = request();
  const ended = pluginOf(mode, { client, board }).run(stop.signal);
  const ticketOf = (id: string) => [...board.tickets.values()].find(({ requestId }) => requestId === id);
  const until = (holds: () => boolean): Promise<boolean> => untilLooked(fake, holds);
  const opened = (id: string): Promise<boolean> => until(() => ticketOf(id) !== undefined);
  return {
    opened: () => opened(early),
    carriedOver: async () => {
      const ticket = ticketOf(early);
      if (ticket === undefined) return false;
      board.move(ticket.id, { by: person('jira-robert'), to: 'approved' });
      return until(() => {
        const { state, reviews } = fake.cluster.request(early) ?? { state: 'pending', reviews: [] };
        const author = reviews[0]?.author;
        switch (mode) {
          case 'override':
            return state === 'approved' && author === undefined;
          case 'review':
            return state === 'approved' && author === user.name;
          case 'review-for-user':
            return state === 'approved' && author === bob.name;
          case 'off':
            return state === 'pending' && ticketOf(early)?.status === 'pending';
        }
      });
    },
    closed: async () => {
      const late = request();
      if (!(await opened(late))) return false;
      fake.cluster.submitReview({ user: 'carol' }, { requestId: late, proposedState: 'denied' });
      return until(() => ticketOf(late)?.status === 'denied');
    },
    close: async () => {
      stop.abort();
      await ended;
      client.close();
      await fake.close();
    },
  };
}

function pluginOf(
  mode: DecisionMode,
  of: { client: TeleportClient; board: ReturnType<typeof createBoard> },
): ReturnType<typeof createAccessPlugin> {
  const mapped = mode === 'review' || mode === 'review-for-user';
  const ports = {
    requests: createTeleportAccessRequests(of.client),
    pluginData: createTeleportPluginDataStore(of.client, 'jira'),
    tracker: createInMemoryTracker(of.board, {
      account: person('plugin'),
      instance: 'default',
      now: () => Date.now(),
    }),
    // As the plugin wires it: nobody is asked for where the operator configured no mapping.
    ...(mapped && { directory: createTeleportDirectory(of.client, { accountTrait: 'jira_account_id' }) }),
    clock,
    random: { next: () => 0.5 },
    observer: createRecordingObserver(),
  };
  const settings = { owner: crypto.randomUUID(), cluster: 'teleport.example.com', mode };
  return createAccessPlugin(ports, { ...settings, intervalMs: 100, maxBackoffMs: 100 });
}

/** Waits for an effect; false once the plugin looked at the cluster often enough without it. */
async function untilLooked(fake: TeleportFake, holds: () => boolean): Promise<boolean> {
  const looks = (): number =>
    ['ListAccessRequests', 'WatchEvents'].reduce((sum, method) => sum + fake.calls.count(method), 0);
  const enough = looks() + PATIENCE;
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  while (!holds()) {
    if (looks() >= enough) return false;
    await sleep(10, undefined, { signal: deadline });
  }
  return true;
}
