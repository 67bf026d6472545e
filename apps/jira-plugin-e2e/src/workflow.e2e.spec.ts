import { defaultSeed, type SiteSeed } from '@org/jira-fake';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Worlds } from './harness/worlds.ts';

let worlds: Worlds;

const statuses = [
  { id: '20001', name: 'Rückstand', category: 'new' },
  { id: '20002', name: 'Wartet', category: 'new' },
  { id: '20003', name: 'Genehmigt', category: 'done' },
  { id: '20004', name: 'Abgelehnt', category: 'done' },
] as const;

/** A German board that begins with a backlog, has no column for what expired, and asks for a field on two screens. */
function germanSite(): SiteSeed {
  const seed = defaultSeed();
  const way = (id: string, to: string, from: readonly string[] | 'any') => ({ id, name: id, to, from });
  return {
    ...seed,
    statuses,
    fields: [...seed.fields, { id: 'customfield_10100', name: 'Begründung', kind: 'textarea' }],
    projects: seed.projects.map((project) => ({
      ...project,
      createScreen: [
        { fieldId: 'summary', required: true },
        { fieldId: 'description', required: false },
        { fieldId: 'customfield_10100', required: true },
      ],
      workflow: {
        initialStatusId: '20001',
        statusIds: statuses.map(({ id }) => id),
        transitions: [
          way('11', '20002', 'any'),
          way('21', '20003', ['20002']),
          { ...way('31', '20004', ['20002']), screen: [{ fieldId: 'resolution', required: true }] },
        ],
      },
    })),
  };
}

beforeAll(async () => {
  worlds = await Worlds.start({ site: germanSite() });
  await worlds.plugin({
    'jira.statuses': {
      pending: 'Wartet',
      approved: ['Genehmigt'],
      denied: '20004',
      expired: 'Abgelaufen',
    },
    'jira.fields': { Begründung: 'Antrag von {{user}}: {{reason}}' },
    'jira.transition_fields.denied.resolution': { name: 'Declined' },
  });
});

afterAll(() => worlds.stop());

it('fills what the create screen asks for, and brings a new card from the backlog to the first column', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request({ reason: 'Daten prüfen' });
  const issue = await jira.issue(id, ({ status }) => status === 'Wartet');
  expect(JSON.stringify(issue.fields['customfield_10100'])).toContain('Antrag von alice: Daten prüfen');
});

it('takes a card moved to the German column for an approval', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.move(await jira.issue(id, ({ status }) => status === 'Wartet'), 'Genehmigt');
  await teleport.reaches(id, 'approved');
  await teleport.marked(id, 'approved');
});

it('fills what the screen of a move asks for', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.issue(id, ({ status }) => status === 'Wartet');
  await teleport.setState(id, 'denied', 'nicht nötig');
  const issue = await jira.issue(id, ({ status }) => status === 'Abgelehnt');
  expect(issue.fields['resolution']).toBe('10004');
  await teleport.marked(id, 'denied');
});

it('says on the card what no column says', async () => {
  const { jira, teleport } = worlds;
  const { id } = await teleport.request();
  await jira.issue(id, ({ status }) => status === 'Wartet');
  await teleport.delete(id);
  const issue = await jira.issue(id, ({ comments }) => comments.length > 0);
  expect(issue.status).toBe('Wartet');
  expect(issue.comments[0]?.text).toContain('to a column that means "expired", so the card stays');
});
