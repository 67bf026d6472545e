import type { AccessRequest } from '@org/access-plugin-core';
import { describe, expect, it } from 'vitest';
import { patience, requestNumber, startSubject } from '../jira-subject.fixture.ts';

const origin = { cluster: 'example', instance: 'default', epoch: 1 };

const odd: Record<string, Partial<AccessRequest>> = {
  '300 roles': { roles: Array.from({ length: 300 }, (_, n) => `role-with-a-long-name-${String(n)}`) },
  'a reason of 4,096 signs that markup gives a meaning to': { reason: '{[*|]}\\_~'.repeat(456) },
  'a reason of a million characters': { reason: '👩‍🚀'.repeat(200_000) },
  'nothing but resources': { roles: [] },
  'a thousand resources': {
    roles: [],
    resources: Array.from({ length: 1000 }, (_, n) => ({
      cluster: 'leaf',
      kind: 'node',
      name: `node-${String(n)}-${'x'.repeat(60)}`,
      subResource: 'a/b',
    })),
  },
  'right-to-left names, line feeds and emoji': {
    user: 'שלום\u202Eevil\nadmin 🇩🇪',
    roles: ['a\r\nb', '👩‍👩‍👧‍👦'.repeat(50)],
  },
  'no reason, no user': { reason: ' \n ', user: '' },
};

describe.each(['cloud', 'datacenter'] as const)('on %s Jira takes a request with', (deployment) => {
  it.each(Object.entries(odd))('%s', async (_, part) => {
    const subject = await startSubject({ deployment });
    const request = { ...requestNumber(1), ...part };
    const call = { ...patience(), beforeSend: () => undefined };
    const { id } = await subject.tracker.create({ request, origin }, call);
    const note = { key: 'review:1:x', paragraphs: [request.reason, request.roles.join(', ')] };
    await subject.tracker.addNote(id, note, patience());
    expect(await subject.tracker.read(id, patience())).toMatchObject({
      ticket: { requestId: request.id, notes: [{ key: 'review:1:x' }] },
    });
    const [issue] = subject.fake.engine.issues;
    const summary = issue?.fields['summary'] as string;
    expect(summary.length).toBeLessThanOrEqual(255);
    expect(summary).not.toMatch(/[\n\r\u202e]/);
    await subject.close();
  });
});
