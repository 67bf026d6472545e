import type { Ticket, Tracker } from '@org/access-plugin-core';
import { afterEach, describe, expect, it } from 'vitest';
import { patience, requestNumber, startSubject, type JiraSubject } from './jira-subject.fixture.ts';
import { REQUEST_ID_PROPERTY } from './marks/ticket-properties.ts';
import type { JiraNotice } from './settings/jira-notice.ts';
import type { JiraTrackerSettings } from './settings/jira-tracker-settings.ts';

const opened: JiraSubject[] = [];
afterEach(async () => {
  for (const subject of opened.splice(0)) await subject.close();
});

async function start(deployment: 'cloud' | 'datacenter', settings: Partial<JiraTrackerSettings> = {}) {
  const notices: JiraNotice[] = [];
  const subject = await startSubject(
    { deployment },
    { notice: (one) => void notices.push(one), ...settings },
  );
  opened.push(subject);
  return { ...subject, notices };
}

let requests = 0;
const create = (tracker: Tracker) => {
  requests += 1;
  const origin = { cluster: 'example', instance: 'default', epoch: 1 };
  const draft = { request: requestNumber(requests), origin };
  return tracker.create(draft, { ...patience(), beforeSend: () => undefined });
};

async function read(tracker: Tracker, id: string): Promise<Ticket> {
  const reading = await tracker.read(id, patience());
  if (reading.at === 'gone') throw new Error('gone');
  return reading.ticket;
}

// Nobody has seen on a real site which moves lose their metadata; reports say that some sites keep none.
describe.each(['cloud', 'datacenter'] as const)(
  'a site on %s that drops the marks of moves',
  (deployment) => {
    it('is found out by reading the first move back, and told of once', async () => {
      const { tracker, fake, notices } = await start(deployment);
      fake.engine.settings.keepsHistoryMetadata = false;
      const { id } = await create(tracker);
      for (const to of ['approved', 'pending'] as const) {
        await tracker.move(id, { to }, patience());
        await read(tracker, id);
      }
      expect(notices.map(({ kind, level }) => `${level} ${kind}`)).toEqual(['warn marks-dropped']);
    });

    it('lets the account alone tell our moves where nobody shares it', async () => {
      const { tracker, fake, person } = await start(deployment, { ownAccount: 'separate' });
      fake.engine.settings.keepsHistoryMetadata = false;
      const { id } = await create(tracker);
      await person.moves(id, 'approved');
      await tracker.move(id, { to: 'pending', answers: 1 }, patience());
      const marks = (await read(tracker, id)).statusChanges.map(({ mark }) => mark);
      expect(marks).toEqual([undefined, { instance: 'default' }]);
    });

    it('leaves them a person’s where somebody may share it', async () => {
      const { tracker, fake } = await start(deployment, { ownAccount: 'shared' });
      fake.engine.settings.keepsHistoryMetadata = false;
      const { id } = await create(tracker);
      await tracker.move(id, { to: 'approved' }, patience());
      expect((await read(tracker, id)).statusChanges.map(({ mark }) => mark)).toEqual([undefined]);
    });

    it('is not suspected while marks are kept', async () => {
      const { tracker, notices } = await start(deployment, { ownAccount: 'separate' });
      const { id } = await create(tracker);
      await tracker.move(id, { to: 'approved' }, patience());
      expect((await read(tracker, id)).statusChanges.at(-1)?.mark).toEqual({ instance: 'default' });
      expect(notices).toEqual([]);
    });
  },
);

describe.each(['cloud', 'datacenter'] as const)(
  'a site on %s that drops properties of new issues',
  (deployment) => {
    it('gets one ticket and no second, with one clear error, until the property is there', async () => {
      const subject = await start(deployment);
      subject.fake.engine.settings.keepsCreateProperties = false;
      const first = await create(subject.tracker);
      await expect(create(subject.tracker)).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringMatching(
          /made with the property teleportAccessRequestId, and does not have it/,
        ) as string,
      });
      expect(subject.fake.engine.issues).toHaveLength(1);
      const value = requestNumber(requests - 1).id;
      await subject.client.setIssueProperty(
        { issueId: first.id, key: REQUEST_ID_PROPERTY, value },
        patience(),
      );
      await create(subject.tracker);
      expect(subject.fake.engine.issues).toHaveLength(2);
    });

    it('costs no call where the first ticket was read anyway', async () => {
      const { tracker, fake } = await start(deployment);
      const first = await create(tracker);
      await read(tracker, first.id);
      fake.calls.length = 0;
      await create(tracker);
      expect(fake.calls).toHaveLength(1);
    });
  },
);
