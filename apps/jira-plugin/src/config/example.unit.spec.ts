import { describe, expect, it } from 'vitest';
import { exampleConfig } from '@org/plugin-host';
import { jiraFormat } from './jira-format.ts';
import { parse } from './minimal-config.fixture.ts';

describe('the example', () => {
  it('parses as it is printed', () => {
    const { config, warnings } = parse(exampleConfig(jiraFormat));
    expect(warnings).toEqual([]);
    expect(config.jira.project).toBe('TAR');
    expect(config.teleport.credentials).toMatchObject({ refreshMs: 60_000 });
  });

  it('is right in its commented lines too', () => {
    const everything = exampleConfig(jiraFormat)
      .replaceAll(/^#(?! )/gm, '')
      .replaceAll(/^(client_key|client_crt|root_cas|auth_server) = .*$/gm, '')
      .replaceAll(
        /= "\/var\/lib\/teleport\/plugins\/jira\/(webhook-|seal-).*"$/gm,
        '= "a-secret-long-enough"',
      );
    const { config, warnings } = parse(everything);
    expect(warnings).toEqual([]);
    expect(config.jira.trustedCreators).toHaveLength(1);
    expect(config.decisions.users.size).toBe(1);
    expect(config.http).toMatchObject({ tls: { clients: { name: 'jira.example.com' } } });
  });
});
