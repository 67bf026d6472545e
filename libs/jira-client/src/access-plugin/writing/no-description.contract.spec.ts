import { defaultSeed, type SiteSeed } from '@org/jira-fake';
import { expect, it } from 'vitest';
import { patience, requestNumber, startSubject } from '../jira-subject.fixture.ts';
import type { JiraNotice } from '../settings/jira-notice.ts';

function summaryAlone(): SiteSeed {
  const seed = defaultSeed();
  const createScreen = [{ fieldId: 'summary', required: true }];
  return { ...seed, projects: seed.projects.map((project) => ({ ...project, createScreen })) };
}

it.each(['cloud', 'datacenter'] as const)(
  'on %s, a create screen without description gives a ticket, its details as a note, and one warning',
  async (deployment) => {
    const notices: JiraNotice[] = [];
    const subject = await startSubject(
      { deployment, seed: summaryAlone() },
      { notice: (one) => void notices.push(one), clusterUrl: 'https://teleport.example.com' },
    );
    try {
      expect(notices).toMatchObject([
        {
          kind: 'description-missing',
          level: 'warn',
          message: expect.stringContaining('project TAR') as string,
        },
      ]);
      const { tracker } = subject;
      const request = requestNumber(1);
      const origin = { cluster: 'example', instance: 'default', epoch: 1 };
      const { id } = await tracker.create(
        { request, origin },
        { ...patience(), beforeSend: () => undefined },
      );
      const reading = await tracker.read(id, patience());
      if (reading.at === 'gone') throw new Error('gone');
      const note = tracker.detailsNote?.(reading.ticket, request);
      if (note === undefined) throw new Error('no note');
      await tracker.addNote(id, note, patience());
      const after = await tracker.read(id, patience());
      expect(after).toMatchObject({ ticket: { requestId: request.id, notes: [{ key: 'details' }] } });
      const said = after.at === 'present' ? (after.ticket.notes[0]?.text ?? '') : '';
      for (const part of [
        'carol@example.com requests access.',
        '- access',
        '- editor',
        'node db-1 in leaf',
        request.reason,
      ])
        expect(said).toContain(part);
      expect(said).toContain(`Open in Teleport: https://teleport.example.com/web/requests/${request.id}`);
    } finally {
      await subject.close();
    }
  },
);

it('a ticket that has a description needs no such note', async () => {
  const subject = await startSubject({ deployment: 'cloud' });
  const origin = { cluster: 'example', instance: 'default', epoch: 1 };
  const draft = { request: requestNumber(1), origin };
  const { id } = await subject.tracker.create(draft, { ...patience(), beforeSend: () => undefined });
  const reading = await subject.tracker.read(id, patience());
  if (reading.at === 'gone') throw new Error('gone');
  expect(subject.tracker.detailsNote?.(reading.ticket, requestNumber(1))).toBeUndefined();
  await subject.close();
});
