import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault, StandingFault } from './harness/control-api.ts';
import { disagreement, inAgreement } from './harness/disagreement.ts';
import type { MockIssue } from './harness/jira-world.ts';
import type { Program } from './harness/program.ts';
import type { MockRequest } from './harness/teleport-world.ts';
import { until } from './harness/until.ts';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

beforeAll(async () => {
  worlds = await Worlds.start();
});

afterAll(() => worlds.stop());

/** A request with its ticket. */
interface Subject {
  readonly id: string;
  readonly issue: MockIssue;
}

/** A kind of write, and how to make the plugin do it. */
interface Write {
  readonly name: string;
  readonly to: 'jira' | 'teleport';
  /** Which calls are meant. */
  readonly match: (subject?: Subject) => Fault['match'];
  /** How many such calls come first and are let through. */
  readonly passing?: number;
  /** What stands before, and who made it. Default: nothing. */
  readonly prepared?: { readonly by: 'predecessor' | 'replica'; readonly make: () => Promise<Subject> };
  /** Makes it happen; gives the id of the request. */
  readonly cause: (subject?: Subject) => Promise<string>;
  /** Where it must end. */
  readonly end: MockRequest['state'];
}

const opened = { by: 'replica', make: () => open() } as const;
const halfReviewed = { by: 'replica', make: () => reviewedOnce() } as const;

const writes: readonly Write[] = [
  {
    name: 'UpdatePluginData, claim',
    to: 'teleport',
    match: () => ({ method: 'UpdatePluginData' }),
    cause: ask,
    end: 'pending',
  },
  {
    name: 'UpdatePluginData, record',
    to: 'teleport',
    match: () => ({ method: 'UpdatePluginData' }),
    passing: 1,
    cause: ask,
    end: 'pending',
  },
  {
    name: 'UpdatePluginData, take over',
    to: 'teleport',
    match: (subject) => ({ method: 'UpdatePluginData', resource: idOf(subject) }),
    prepared: { by: 'predecessor', make: () => open() },
    cause: approveInTeleport,
    end: 'approved',
  },
  {
    name: 'UpdatePluginData, mark',
    to: 'teleport',
    match: (subject) => ({ method: 'UpdatePluginData', resource: idOf(subject) }),
    prepared: opened,
    cause: approveInTeleport,
    end: 'approved',
  },
  {
    name: 'SetAccessRequestState',
    to: 'teleport',
    match: () => ({ method: 'SetAccessRequestState' }),
    prepared: opened,
    cause: async (subject) => {
      await worlds.jira.move(issueOf(subject), 'Denied');
      return idOf(subject);
    },
    end: 'denied',
  },
  {
    name: 'create',
    to: 'jira',
    match: () => ({ method: 'POST', path: '/rest/api/3/issue' }),
    cause: ask,
    end: 'pending',
  },
  {
    name: 'transition',
    to: 'jira',
    match: (subject) => ({ method: 'POST', path: `${pathOf(subject)}/transitions` }),
    prepared: opened,
    cause: approveInTeleport,
    end: 'approved',
  },
  {
    name: 'comment on the end',
    to: 'jira',
    match: (subject) => ({ method: 'POST', path: `${pathOf(subject)}/comment` }),
    prepared: opened,
    cause: approveInTeleport,
    end: 'approved',
  },
  {
    name: 'comment on a review',
    to: 'jira',
    match: (subject) => ({ method: 'POST', path: `${pathOf(subject)}/comment` }),
    prepared: { by: 'replica', make: () => open('prod-admin') },
    cause: async (subject) => {
      await worlds.teleport.review(idOf(subject), { author: 'bob', state: 'approved' });
      return idOf(subject);
    },
    end: 'pending',
  },
  {
    name: 'delete a doubled comment',
    to: 'jira',
    match: (subject) => ({ method: 'DELETE', path: `${pathOf(subject)}/comment/*` }),
    prepared: halfReviewed,
    cause: doubleTheNote,
    end: 'pending',
  },
];

const pairs = writes.flatMap((write) => (['before', 'after'] as const).map((when) => ({ ...write, when })));

/** Longer than all are held: a call that is given up is not one that a process dies in. */
const patient = { call_timeout: '1m', create_bound: '1m', parallelism: 64 };

it('reaches agreement though a replica is killed in each kind of write, before its effect and after it', async () => {
  const predecessor = await worlds.plugin();
  const inherited = await prepareAll('predecessor');
  await predecessor.end('SIGKILL');
  const replica = await worlds.plugin({ sync: patient });
  const prepared = new Map([...inherited, ...(await prepareAll('replica'))]);
  const neighbour = await worlds.plugin();
  // What is caused now must meet the replica that is going to die, and not its neighbour.
  neighbour.send('SIGSTOP');
  const held: Held[] = [];
  for (const pair of pairs) held.push(await hold(pair, prepared.get(pair)));
  neighbour.send('SIGCONT');
  await swept(neighbour);
  await replica.end('SIGKILL');
  await Promise.all(held.map(({ fault }) => fault.remove()));
  const successor = await worlds.plugin();
  for (const { id, name, when } of held) await inAgreement(worlds, id, `${name}, held ${when} its effect`);
  await Promise.all([swept(successor), swept(neighbour)]);
  await Promise.all([swept(successor), swept(neighbour)]);
  const { requests } = await worlds.teleport.state();
  const found = held.map(async ({ id, name, when }) => ({
    pair: `${name}, ${when}`,
    state: requests.find((request) => request.id === id)?.state,
    wrong: await disagreement(worlds, id),
  }));
  expect(await Promise.all(found)).toEqual(
    pairs.map(({ name, when, end }) => ({ pair: `${name}, ${when}`, state: end, wrong: undefined })),
  );
}, 120_000);

interface Held {
  readonly id: string;
  readonly name: string;
  readonly when: 'before' | 'after';
  readonly fault: StandingFault;
}

type Pair = (typeof pairs)[number];

async function prepareAll(by: 'predecessor' | 'replica'): Promise<readonly (readonly [Pair, Subject])[]> {
  const mine = pairs.flatMap((pair) =>
    pair.prepared?.by === by ? [{ pair, make: pair.prepared.make }] : [],
  );
  return Promise.all(mine.map(async ({ pair, make }) => [pair, await make()] as const));
}

/** Sets the trap, causes the write, and waits until it is caught. */
async function hold(pair: Pair, subject: Subject | undefined): Promise<Held> {
  const { name, when, passing = 0 } = pair;
  const world = worlds[pair.to];
  const match = pair.match(subject);
  if (passing > 0) await world.fault({ match, when, action: 'delay', delayMs: 0, times: passing });
  const fault = await world.fault({ match, when, action: 'hold', times: 1 });
  const id = await pair.cause(subject);
  await until(`${name} to be reached, ${when} its effect`, async () => (await fault.hits()) === 1);
  return { id, name, when, fault };
}

/** Waits for one more whole sweep. */
async function swept(plugin: Program): Promise<void> {
  const sweeps = (): number => plugin.output.split('Everything pending was looked over').length;
  const before = sweeps();
  await until('another sweep', () => sweeps() > before);
}

async function ask(): Promise<string> {
  return (await worlds.teleport.request()).id;
}

async function approveInTeleport(subject?: Subject): Promise<string> {
  await worlds.teleport.setState(idOf(subject), 'approved', 'looks right');
  return idOf(subject);
}

async function open(role = 'editor'): Promise<Subject> {
  const { id } = await worlds.teleport.request({ roles: [role] });
  await inAgreement(worlds, id, 'opening');
  return { id, issue: await worlds.jira.issue(id) };
}

async function reviewedOnce(): Promise<Subject> {
  const { id, issue } = await open('prod-admin');
  await worlds.teleport.review(id, { author: 'bob', state: 'approved' });
  // The count is the last that is written: a trap for another request must not catch it.
  await until('the review to be counted', async () => {
    return (await worlds.teleport.record(id))['reviews_count'] === '1';
  });
  return { id, issue };
}

/** As if two replicas had written it at the same time. */
async function doubleTheNote(subject?: Subject): Promise<string> {
  const { comments } = await worlds.jira.issue(idOf(subject));
  const properties = Object.entries(comments[0]?.properties ?? {}).map(([key, value]) => ({ key, value }));
  const body = { body: comments[0]?.text, properties };
  await worlds.jira.as('plugin', `/issue/${issueOf(subject).id}/comment`, { method: 'POST', body });
  return idOf(subject);
}

function pathOf(subject: Subject | undefined): string {
  return `/rest/api/3/issue/${issueOf(subject).id}`;
}

function idOf(subject: Subject | undefined): string {
  if (subject === undefined) throw new Error('This write needs a request that was prepared.');
  return subject.id;
}

function issueOf(subject: Subject | undefined): MockIssue {
  if (subject === undefined) throw new Error('This write needs a ticket that was prepared.');
  return subject.issue;
}
