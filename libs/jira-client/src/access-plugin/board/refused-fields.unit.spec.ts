import { expect, it } from 'vitest';
import { JiraError, type JiraErrorFacts } from '../../api/jira-error.ts';
import type { Board } from './board.ts';
import { createRefusedFields, refusedIn } from './refused-fields.ts';

function refusal(part: Partial<JiraErrorFacts> = {}): JiraError {
  const fieldErrors = { reporter: 'cannot be set', summary: 'too long' };
  const facts = { code: 'rejected', operation: 'create issue', outcome: 'not-done', message: 'no' } as const;
  return new JiraError({ ...facts, status: 400, fieldErrors, ...part });
}

it.each([
  ['names one of them', refusal(), ['reporter']],
  ['names none of them', refusal({ fieldErrors: { summary: 'too long' } }), []],
  ['names nothing', refusal({ fieldErrors: undefined }), []],
  ['leaves open whether it was done', refusal({ outcome: 'unknown' }), []],
  ['is no refusal of fields', refusal({ code: 'unavailable', status: 500, outcome: 'unknown' }), []],
  ['is of another kind', new Error('reporter'), []],
])('finds the fields where an error %s', (_, error, fields) => {
  expect(refusedIn(error, ['reporter', 'toString'])).toEqual(fields);
});

it('remembers fields for each board apart', () => {
  const board = (project: string): Board => ({
    project,
    projectId: '1',
    typeId: '2',
    service: false,
    createScreen: [],
  });
  const [one, two] = [board('TAR'), board('OPS')];
  const refused = createRefusedFields();
  refused.add(one, ['reporter']);
  refused.add(one, ['customfield_1']);
  expect(['reporter', 'customfield_1', 'labels'].map((id) => refused.has(one, id))).toEqual([
    true,
    true,
    false,
  ]);
  expect(refused.has(two, 'reporter')).toBe(false);
});
