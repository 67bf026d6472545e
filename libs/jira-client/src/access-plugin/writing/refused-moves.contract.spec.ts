import { accountId, defaultSeed, type JiraTransition, type SiteSeed } from '@org/jira-fake';
import { afterEach, describe, expect, it } from 'vitest';
import { patience, requestNumber, startSubject, type JiraSubject } from '../jira-subject.fixture.ts';

const opened: JiraSubject[] = [];

afterEach(async () => {
  for (const subject of opened.splice(0)) await subject.close();
});

/** The default board with something else about the move to Approved (21), or without it. */
function approving(part: Partial<JiraTransition> | undefined): SiteSeed {
  const seed = defaultSeed();
  return {
    ...seed,
    projects: seed.projects.map((project) => ({
      ...project,
      workflow: {
        ...project.workflow,
        transitions: project.workflow.transitions.flatMap((one) => {
          if (one.id !== '21') return [one];
          return part === undefined ? [] : [{ ...one, ...part }];
        }),
      },
    })),
  };
}

async function approve(deployment: 'cloud' | 'datacenter', seed: SiteSeed, known: boolean): Promise<unknown> {
  const subject = await startSubject({ deployment, seed });
  opened.push(subject);
  const origin = { cluster: 'example', instance: 'default', epoch: 1 };
  const created = await subject.tracker.create(
    { request: requestNumber(1), origin },
    { ...patience(), beforeSend: () => undefined },
  );
  if (known) await subject.tracker.read(created.id, patience());
  return subject.tracker.move(created.id, { to: 'approved' }, patience());
}

const resolution = { fieldId: 'resolution', required: true };

describe.each(['cloud', 'datacenter'] as const)('on %s, a move that', (deployment) => {
  it.each([true, false])(
    'asks for a field is refused with its name and the setting (ticket read: %s)',
    async (known) => {
      await expect(approve(deployment, approving({ screen: [resolution] }), known)).rejects.toMatchObject({
        code: 'refused',
        message:
          'Jira asks for the field "Resolution" (resolution) on the move "Approved". Give it a value under [jira.transition_fields.approved].',
      });
    },
  );

  it('asks for several names each', async () => {
    const screen = [resolution, { fieldId: 'duedate', required: true }];
    await expect(approve(deployment, approving({ screen }), false)).rejects.toMatchObject({
      message: expect.stringContaining('"Resolution" (resolution), "Due date" (duedate)') as string,
    });
  });

  it('a validator forbids is refused in its words', async () => {
    const seed = approving({ refusal: 'Only managers may approve.' });
    await expect(approve(deployment, seed, true)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        /^Jira does not let the plugin make the move "Approved"\. .*Only managers may approve\./,
      ) as string,
    });
  });

  it('is not there is no refusal but a lack', async () => {
    await expect(approve(deployment, approving(undefined), true)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('"Denied"') as string,
    });
  });

  it('a condition hides from the plugin is not there either', async () => {
    const seed = approving({ onlyUsers: [accountId('ann')] });
    await expect(approve(deployment, seed, true)).rejects.toMatchObject({ code: 'not-found' });
  });
});
