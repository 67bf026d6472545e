import type { Ticket } from '@org/access-plugin-core';
import { defaultSeed, teamManagedSeed, type JiraFakeOptions, type SiteSeed } from '@org/jira-fake';
import { afterEach, describe, expect, it } from 'vitest';
import { patience, requestNumber, startSubject, type JiraSubject } from '../jira-subject.fixture.ts';
import type { JiraNotice } from '../settings/jira-notice.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';

const opened: JiraSubject[] = [];
afterEach(async () => {
  for (const subject of opened.splice(0)) await subject.close();
});

type Started = JiraFakeOptions & { readonly deployment: 'cloud' | 'datacenter' };

async function start(options: Started, settings: Partial<JiraTrackerSettings> = {}) {
  const notices: JiraNotice[] = [];
  const clock = { now: Date.now() };
  const told = { notice: (one: JiraNotice) => void notices.push(one), now: () => clock.now };
  const subject = await startSubject(options, { ...told, ...settings });
  opened.push(subject);
  const draft = { request: requestNumber(1), origin: { cluster: 'example', instance: 'default', epoch: 1 } };
  const { id } = await subject.tracker.create(draft, { ...patience(), beforeSend: () => undefined });
  const read = async (): Promise<Ticket> => {
    const reading = await subject.tracker.read(id, patience());
    if (reading.at === 'gone') throw new Error('gone');
    return reading.ticket;
  };
  const sweep = async () => {
    for await (const page of subject.tracker.list({ status: 'pending' }, patience())) void page;
  };
  /** What an administrator does to the names of statuses, while everything runs. */
  const rename = (names: Readonly<Record<string, string>>) => {
    for (const status of subject.fake.engine.statuses) {
      const name = names[status.id];
      if (name !== undefined) Object.assign(status, { name });
    }
  };
  return { ...subject, id, read, sweep, rename, notices, clock };
}

const newest = (ticket: Ticket) => ticket.statusChanges.at(-1);

describe.each(['cloud', 'datacenter'] as const)(
  'a status renamed while the plugin runs, on %s',
  (deployment) => {
    it('means nothing any more, at once, and a warning says what happened', async () => {
      const world = await start({ deployment, seed: ownSeed() });
      await world.read();
      world.rename({ '10002': 'On hold' });
      await world.person.moves(world.id, 'on hold');
      const ticket = await world.read();
      expect([ticket.status, newest(ticket)?.to]).toEqual(['other', 'other']);
      expect(world.notices).toContainEqual({
        kind: 'status-renamed',
        level: 'warn',
        message: expect.stringContaining('10002 is called "On hold"') as string,
      });
    });

    it('never decides under the name that it swapped with another', async () => {
      const world = await start({ deployment, seed: ownSeed() });
      await world.read();
      world.rename({ '10002': 'Denied', '10003': 'Approved' });
      await world.person.moves(world.id, 'denied');
      const ticket = await world.read();
      expect([ticket.status, newest(ticket)?.to, newest(ticket)?.renamedSince]).toEqual([
        'denied',
        'denied',
        undefined,
      ]);
    });

    it('does not turn an earlier move into a decision, nor into another one', async () => {
      const world = await start({ deployment, seed: ownSeed() });
      await world.person.moves(world.id, 'approved');
      expect(newest(await world.read())).toMatchObject({ to: 'approved' });
      world.rename({ '10002': 'Denied', '10003': 'Approved' });
      expect(newest(await world.read())).toMatchObject({ to: 'denied', renamedSince: true });
      const restarted = await world.another();
      const reading = await restarted.read(world.id, patience());
      if (reading.at === 'gone') throw new Error('gone');
      expect(newest(reading.ticket)).toMatchObject({ to: 'denied', renamedSince: true });
    });

    it('keeps its meaning where the settings name it by its id', async () => {
      const statuses = { pending: ['10001'], approved: ['10002'], denied: ['10003'], expired: ['10004'] };
      const world = await start({ deployment, seed: ownSeed() }, { statuses });
      world.rename({ '10002': 'Granted' });
      await world.person.moves(world.id, 'granted');
      const ticket = await world.read();
      expect([ticket.status, newest(ticket)?.renamedSince]).toEqual(['approved', undefined]);
    });

    it('is read about again once, not at every look', async () => {
      const world = await start({ deployment, seed: ownSeed() });
      world.rename({ '10002': 'On hold' });
      await world.read();
      world.fake.calls.length = 0;
      await world.read();
      expect(world.fake.calls).toHaveLength(1);
    });

    it('decides nothing while the list of statuses cannot be read again', async () => {
      const world = await start({ deployment, seed: ownSeed() });
      world.rename({ '10002': 'On hold' });
      const path = `/rest/api/${deployment === 'cloud' ? '3' : '2'}/project/*/statuses`;
      world.fake.faults.add({ match: { path }, when: 'before', action: 'error', status: 403 });
      await expect(world.read()).rejects.toMatchObject({ code: 'unauthorized' });
    });
  },
);

describe('names in another language', () => {
  it('decide by the name before translation, also when the language changes while the plugin runs', async () => {
    const seed = ownSeed((status) => ({
      ...status,
      untranslatedName: status.name,
      name: `de ${status.name}`,
    }));
    const world = await start({ deployment: 'cloud', seed });
    await world.person.moves(world.id, 'de approved');
    expect(newest(await world.read())).toMatchObject({ to: 'approved', toName: 'de Approved' });
    world.rename({
      '10001': 'fr Pending',
      '10002': 'fr Approved',
      '10003': 'fr Denied',
      '10004': 'fr Expired',
    });
    await world.person.moves(world.id, 'fr denied');
    const ticket = await world.read();
    expect([ticket.status, newest(ticket)?.renamedSince]).toEqual(['denied', undefined]);
  });
});

describe('team-managed projects with equal names', () => {
  it('go by their own statuses', async () => {
    const world = await start({ deployment: 'cloud', seed: teamManagedSeed() });
    await world.person.moves(world.id, 'approved');
    const ticket = await world.read();
    expect([ticket.status, newest(ticket)?.renamedSince]).toEqual(['approved', undefined]);
  });
});

describe.each(['cloud', 'datacenter'] as const)('a board without a column, on %s', (deployment) => {
  const misspelt = { pending: ['Pending'], approved: ['Aproved'], denied: ['Denied'], expired: ['Expired'] };

  it('refuses to start where nothing could be decided, with meaning, key and the statuses that there are', async () => {
    await expect(startSubject({ deployment, seed: ownSeed() }, { statuses: misspelt })).rejects.toMatchObject(
      {
        code: 'refused',
        message: expect.stringMatching(
          /project TAR has no column for approved \(\[jira\.statuses\] approved = "Aproved"\).*"Pending" \(10001\), "Approved" \(10002\)/,
        ) as string,
      },
    );
  });

  it('starts where cards decide nothing anyway', async () => {
    const world = await start({ deployment, seed: ownSeed() }, { statuses: misspelt, decides: false });
    expect((await world.read()).status).toBe('pending');
  });

  it('may lack one for expired, and a warning says so', async () => {
    const world = await start(
      { deployment, seed: ownSeed() },
      { statuses: { ...misspelt, approved: ['Approved'], expired: [] } },
    );
    expect(world.notices).toMatchObject([{ kind: 'column-missing', level: 'warn' }]);
    expect((await world.read()).undecidable).toBeUndefined();
    expect(world.tracker.faults?.()).toEqual([]);
  });

  it('refuses two meanings for one status, by id and by name', async () => {
    const statuses = { ...misspelt, approved: ['10003', 'Approved'] };
    await expect(startSubject({ deployment, seed: ownSeed() }, { statuses })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('"Denied" (10003) is approved and denied') as string,
    });
  });

  it('that loses a column while the plugin runs decides nothing until it has it again, and is served', async () => {
    const world = await start({ deployment, seed: ownSeed() });
    world.rename({ '10003': 'Rejected' });
    await world.person.moves(world.id, 'approved');
    expect(await world.read()).toMatchObject({ status: 'approved', undecidable: true });
    expect(world.tracker.faults?.()).toEqual([expect.stringContaining('no column for denied') as string]);
    expect(world.notices.map(({ kind }) => kind)).toContain('column-missing');
    await world.tracker.move(world.id, { to: 'pending' }, patience());
    world.rename({ '10003': 'Denied' });
    world.clock.now += 61_000;
    await world.sweep();
    expect(world.tracker.faults?.()).toEqual([]);
    expect((await world.read()).undecidable).toBeUndefined();
    expect(world.notices.at(-1)?.kind).toBe('columns-complete');
  });

  it('does not take an empty or refused list for a board without columns', async () => {
    const world = await start({ deployment, seed: ownSeed() });
    const path = `/rest/api/${deployment === 'cloud' ? '3' : '2'}/project/*/statuses`;
    for (const fault of [{ status: 403 }, { status: 401 }, { status: 200, body: [] }]) {
      const headers = { 'content-type': 'application/json' };
      const id = world.fake.faults.add({
        match: { path },
        when: 'before',
        action: 'error',
        headers,
        ...fault,
      });
      world.clock.now += 601_000;
      await world.sweep();
      expect(world.tracker.faults?.()).toEqual([]);
      world.fake.faults.remove(id);
    }
  });

  it('tells once of a card that a person moved to a column without a meaning', async () => {
    const seed = ownSeed(undefined, [{ id: '10009', name: 'Backlog', category: 'new' }]);
    const world = await start({ deployment, seed });
    await world.person.moves(world.id, 'backlog');
    await world.read();
    await world.read();
    const moved = world.notices.filter(({ kind }) => kind === 'moved-to-nothing');
    expect(moved).toEqual([
      { kind: 'moved-to-nothing', level: 'info', message: expect.stringContaining('"Backlog"') as string },
    ]);
  });
});

type Statuses = SiteSeed['statuses'];

/** The default site, with statuses of its own that a test may rename, and more of them. */
function ownSeed(change = (status: Statuses[number]) => status, more: Statuses = []): SiteSeed {
  const seed = defaultSeed();
  const statuses = [...seed.statuses.map((status) => ({ ...change(status) })), ...more];
  const projects = seed.projects.map((project) => ({
    ...project,
    workflow: {
      initialStatusId: '10001',
      statusIds: statuses.map(({ id }) => id),
      transitions: statuses.map(({ id, name }) => ({ id: `1${id}`, name, to: id, from: 'any' as const })),
    },
  }));
  return { ...seed, statuses, projects };
}
