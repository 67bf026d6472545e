import { expect, it } from 'vitest';
import { failureOf, minimalWith, parse } from './minimal-config.fixture.ts';

it.each([
  ['jira.templates', 'summary = "{{usr}}"', 'jira.templates.summary names a placeholder {{usr}}', '{{user}}'],
  [
    'jira.templates',
    'description = "{{suggested_reviewers}}"',
    'jira.templates.description',
    '{{suggested_reviewers}}',
  ],
  [
    'jira.templates',
    'comment = "{{user}}"',
    'jira.templates.comment names a placeholder {{user}}',
    '{{note}} once',
  ],
  ['jira.templates', 'comment = "none"', 'jira.templates.comment has no {{note}}', '{{note}} once'],
  [
    'jira.fields',
    'Team = { value = "{{rolls}}" }',
    'jira.fields.Team names a placeholder {{rolls}}',
    '{{roles}}?',
  ],
  ['jira.fields', 'labels = ["a", "{{}}"]', 'jira.fields.labels names a placeholder {{}}', 'does not exist;'],
])('refuses [%s] %s', (section, line, ...said) => {
  const { message } = failureOf(minimalWith(section, line));
  for (const part of said) expect(message).toContain(part);
});

it('takes templates of several lines', () => {
  const lines = [
    'summary = "{{user}}"',
    'description = """',
    '{{roles}}',
    '',
    '{{link}}"""',
    'comment = "{{note}}"',
  ];
  const { config, warnings } = parse(minimalWith('jira.templates', lines.join('\n')));
  expect(warnings).toEqual([]);
  expect(config.jira.templates).toEqual({
    summary: '{{user}}',
    description: '{{roles}}\n\n{{link}}',
    comment: '{{note}}',
  });
});
