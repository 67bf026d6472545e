import { describe, expect, it } from 'vitest';
import { failureOf, MINIMAL, minimalWith, parse } from './minimal-config.fixture.ts';
import { exampleConfig } from '@org/plugin-host';
import { jiraFormat } from './jira-format.ts';

const withRoutes = (...routes: readonly string[]) => [MINIMAL, ...routes].join('\n[[routes]]\n');

describe('[[routes]]', () => {
  it('are none by default', () => {
    expect(parse(MINIMAL).config.routes).toEqual([]);
  });

  it('are taken in their order, with every key', () => {
    const { config, warnings } = parse(
      withRoutes(
        `roles = "prod-*"
resource_kinds = ["db", "node"]
requesters = ["*@example.org"]
project = "OPS"
issue_type = "Access"
[routes.annotations]
team = "orders"
level = ["1", "2"]
[routes.fields]
Service = "{{resources}}"
"Any name" = { value = "x" }`,
        'ticket = false',
      ),
    );
    expect(warnings).toEqual([]);
    expect(config.routes).toMatchObject([
      {
        roles: ['prod-*'],
        resourceKinds: ['db', 'node'],
        requesters: ['*@example.org'],
        project: 'OPS',
        issueType: 'Access',
        annotations: { team: ['orders'], level: ['1', '2'] },
        fields: { Service: '{{resources}}', 'Any name': { value: 'x' } },
      },
      { ticket: false },
    ]);
  });

  it('have faults that name the route, counted from one', () => {
    const { message } = failureOf(
      withRoutes(
        'project = "not a key"\nroles = []',
        'ticket = false\nproject = "OPS"\nfields = { Team = "x" }',
        'annotations = { team = 1 }\n[routes.fields]\nTeam = "{{rolls}}"',
      ),
    );
    for (const part of [
      'routes[1].project has another form',
      'routes[1].roles is a list',
      'routes[2].project is given beside ticket = false',
      'routes[2].fields is given beside ticket = false',
      'routes[3].annotations is a table',
      'routes[3].fields.Team names a placeholder {{rolls}}',
    ]) {
      expect(message).toContain(part);
    }
  });

  it('are refused as anything but tables', () => {
    expect(failureOf(`routes = "x"\n${MINIMAL}`).message).toContain('routes is another text');
    expect(failureOf(`routes = [1]\n${MINIMAL}`).message).toContain('routes is a list');
    expect(failureOf(minimalWith('routes', 'project = "OPS"')).message).toContain('routes is a table');
  });

  it('cannot choose by what is kept off the tickets', () => {
    const text = minimalWith('jira', 'hide = ["roles"]');
    const routed = `${text}\n[[routes]]\nroles = "a"\n[[routes]]\nannotations = { a = "b" }\n[[routes]]\nresource_kinds = "db"`;
    const { message } = failureOf(routed);
    expect(message).toContain('routes[1].roles is a condition on what jira.hide keeps off');
    expect(message).toContain('routes[2].annotations');
    expect(message).not.toContain('routes[3]');
  });

  it('warn of routes that are never reached', () => {
    const { warnings } = parse(withRoutes('project = "A"', 'roles = "b"\n[routes.annotations]\nteam = "x"'));
    expect(warnings).toEqual([
      'routes[1] has no condition and takes every request, so no route after it counts.',
    ]);
  });

  it('stand in the example, commented out', () => {
    expect(exampleConfig(jiraFormat)).toContain('\n#[[routes]]\n');
    expect(exampleConfig(jiraFormat)).toContain('\n#roles = ["prod-*"]\n');
  });
});
