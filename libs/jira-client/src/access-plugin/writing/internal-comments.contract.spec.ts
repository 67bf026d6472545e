import { accountId, defaultSeed, type JiraProject, type SiteSeed } from '@org/jira-fake';
import type { Tracker } from '@org/access-plugin-core';
import { afterEach, describe, expect, it } from 'vitest';
import { patience, requestNumber, startSubject, type JiraSubject } from '../jira-subject.fixture.ts';

/**
 * Comments in service projects. That an account which is no agent writes a public comment, or gets a refusal, was not seen
 * on a real Jira: the fake has both.
 */

const opened: JiraSubject[] = [];

afterEach(async () => {
  for (const subject of opened.splice(0)) await subject.close();
});

type Deployment = 'cloud' | 'datacenter';

function service(part: Partial<JiraProject> = {}): SiteSeed {
  const seed = defaultSeed();
  return {
    ...seed,
    projects: seed.projects.map((one) => ({ ...one, projectType: 'service_desk', ...part })),
  };
}

async function start(...given: Parameters<typeof startSubject>): Promise<JiraSubject> {
  const subject = await startSubject(...given);
  opened.push(subject);
  return subject;
}

async function ticketOf(tracker: Tracker): Promise<string> {
  const origin = { cluster: 'example', instance: 'default', epoch: 1 };
  const draft = { request: requestNumber(1), origin };
  const { id } = await tracker.create(draft, { ...patience(), beforeSend: () => undefined });
  await tracker.read(id, patience());
  return id;
}

function note(number: number) {
  return { key: `review:${String(number)}:x`, paragraphs: ['bob reviewed the request.'] };
}

/** The texts that a customer reads on the portal. */
async function customerReads({ fake }: JiraSubject, key: string): Promise<readonly string[]> {
  const answer = await fetch(`${fake.url}/rest/servicedeskapi/request/${key}/comment`, {
    headers: { authorization: authorizationOf(fake.engine.deployment, 'ben') },
  });
  const { values } = (await answer.json()) as { values: { body: string; public: boolean }[] };
  return values.filter((one) => one.public).map(({ body }) => body);
}

function authorizationOf(deployment: Deployment, name: string): string {
  if (deployment === 'datacenter') return `Bearer ${name}-token`;
  return `Basic ${Buffer.from(`${name}@example.com:${name}-token`).toString('base64')}`;
}

describe.each(['cloud', 'datacenter'] as const)('in a service project on %s', (deployment) => {
  it('comments are internal unless the settings say otherwise, and only the first is read back', async () => {
    const subject = await start({ deployment, seed: service() });
    const id = await ticketOf(subject.tracker);
    await subject.tracker.addNote(id, note(1), patience());
    subject.fake.calls.length = 0;
    await subject.tracker.addNote(id, note(2), patience());
    expect(subject.fake.calls.map(({ method }) => method)).toEqual(['POST']);
    expect(subject.fake.engine.issues[0]?.comments).toHaveLength(2);
    expect(await customerReads(subject, 'TAR-1')).toEqual([]);
    expect(await subject.tracker.read(id, patience())).toMatchObject({
      ticket: { notes: [{ key: 'review:1:x' }, { key: 'review:2:x' }] },
    });
  });

  it('comments are for customers too where the settings say so', async () => {
    const subject = await start({ deployment, seed: service() }, { comments: 'public' });
    const id = await ticketOf(subject.tracker);
    await subject.tracker.addNote(id, note(1), patience());
    expect(await customerReads(subject, 'TAR-1')).toEqual([
      expect.stringContaining('bob reviewed the request.'),
    ]);
  });

  it.each(['public', 'refused'] as const)(
    'an account that is no agent leaves no comment, and the error says so (%s)',
    async (internalByOthers) => {
      const seed = service({ agents: [accountId('ann')] });
      const subject = await start({ deployment, seed, settings: { internalByOthers } });
      const id = await ticketOf(subject.tracker);
      const refused = expect.objectContaining({
        code: 'refused',
        message: expect.stringMatching(
          /no internal comment in project TAR.*Make .* an agent.*\[jira\] comments = "public"/s,
        ) as string,
      }) as Error;
      await expect(subject.tracker.addNote(id, note(1), patience())).rejects.toEqual(refused);
      expect(subject.fake.engine.issues[0]?.comments).toEqual([]);
      subject.fake.calls.length = 0;
      await expect(subject.tracker.addNote(id, note(2), patience())).rejects.toEqual(refused);
      expect(subject.fake.calls).toEqual([]);
    },
  );

  it('a read back that fails is made up for before the next comment', async () => {
    const seed = service({ agents: [accountId('ann')] });
    const subject = await start({ deployment, seed });
    const id = await ticketOf(subject.tracker);
    const fault = subject.fake.faults.add({
      match: { path: deployment === 'cloud' ? '/rest/api/3/comment/list' : '/rest/api/2/comment/**' },
      when: 'before',
      action: 'error',
      status: 503,
    });
    await expect(subject.tracker.addNote(id, note(1), patience())).rejects.toMatchObject({
      code: 'unavailable',
    });
    subject.fake.faults.remove(fault);
    await expect(subject.tracker.addNote(id, note(2), patience())).rejects.toMatchObject({
      code: 'refused',
    });
    expect(subject.fake.engine.issues[0]?.comments).toEqual([]);
  });
});

it('comments of other projects are left as they are', async () => {
  const subject = await start({ deployment: 'cloud' });
  const id = await ticketOf(subject.tracker);
  await subject.tracker.addNote(id, note(1), patience());
  const [comment] = subject.fake.engine.issues[0]?.comments ?? [];
  expect(Object.keys(comment?.properties ?? {})).toEqual(['teleportAccessNote']);
});
