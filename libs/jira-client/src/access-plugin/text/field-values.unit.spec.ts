import { expect, it } from 'vitest';
import type { JiraField } from '../../schemas/field.ts';
import { fieldValues, findField } from './field-values.ts';
import { requestNumber } from '../jira-subject.fixture.ts';

function field(id: string, part: Partial<JiraField> = {}): JiraField {
  const plain = { name: id, required: false, hasDefault: false, type: 'string' };
  return { id, ...plain, items: undefined, custom: undefined, ...part };
}

const screen = [
  field('customfield_1', { name: 'Team' }),
  field('labels', { type: 'array', items: 'string' }),
  field('components', { type: 'array', items: 'component' }),
  field('priority', { type: 'priority' }),
  field('severity', { type: 'option' }),
  field('reporter', { type: 'user' }),
  field('points', { type: 'number' }),
  field('why', { custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textarea' }),
];

const filling = { request: requestNumber(1), href: 'https://t.example/web/requests/1' };
const fill = { filling, deployment: 'cloud' } as const;

it.each([
  [
    'a line with placeholders',
    { Team: '{{user}} / {{ roles }}' },
    { customfield_1: 'carol@example.com / access, editor' },
  ],
  ['the address of the request', { Team: '{{link}}' }, { customfield_1: filling.href }],
  ['one label', { labels: 'security' }, { labels: ['security'] }],
  ['several components', { components: ['a', 'b'] }, { components: [{ name: 'a' }, { name: 'b' }] }],
  ['a priority', { priority: 'High' }, { priority: { name: 'High' } }],
  ['an option', { severity: 'Major' }, { severity: { value: 'Major' } }],
  ['a person', { reporter: 'abc' }, { reporter: { accountId: 'abc' } }],
  ['a number', { points: 3 }, { points: 3 }],
  ["Jira's own form", { severity: { id: '7' } }, { severity: { id: '7' } }],
  ['nothing that the screen lacks', { absent: 'x' }, {}],
])('gives %s', (_, configured, values) => {
  expect(fieldValues(configured, screen, fill)).toEqual(values);
});

it('names a person by user name on Data Center', () => {
  const values = fieldValues({ reporter: '{{user}}' }, screen, { ...fill, deployment: 'datacenter' });
  expect(values).toEqual({ reporter: { name: 'carol@example.com' } });
});

it('puts text from a request into rich text as text alone, and into a line within its limit', () => {
  const request = { ...filling.request, reason: `[x|http://evil.example] ${'y'.repeat(9000)}` };
  const { why, customfield_1: line } = fieldValues({ why: '{{reason}}', Team: '{{reason}}' }, screen, {
    ...fill,
    filling: { request },
  });
  expect(JSON.stringify(why)).not.toContain('"link"');
  expect(why).toMatchObject({ type: 'doc', content: [{ type: 'paragraph' }] });
  expect((line as string).length).toBeLessThanOrEqual(255);
});

it('refuses a placeholder that does not exist, and names those that do', () => {
  const wrong = () => fieldValues({ Team: '{{nonsense}}' }, screen, fill);
  expect(wrong).toThrow(/no \{\{nonsense\}\}.*user, roles, resources/);
});

it('prefers an id to a name, and takes a name in any case', () => {
  const fields = [field('a', { name: 'b' }), field('b', { name: 'Other' })];
  expect(findField(fields, 'b')?.id).toBe('b');
  expect(findField(fields, 'OTHER')?.id).toBe('b');
});
