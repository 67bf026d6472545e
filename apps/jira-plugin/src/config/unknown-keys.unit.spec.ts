import { describe, expect, it } from 'vitest';
import { failureOf, MINIMAL, minimalWith, parse } from './minimal-config.fixture.ts';

/** The lines of the message that refuses the text, without the first. */
const faultsOf = (text: string) => failureOf(text).message.split('\n').slice(1);

describe('a misspelt word never opens a door', () => {
  it.each([
    ['decision', 'mode = "off"', 'decision is not a known section. Did you mean [decisions]?'],
    ['Decisions', 'mode = "off"', 'Decisions is not a known section. Did you mean [decisions]?'],
    ['jira.status', 'approved = "Done"', 'jira.status is not a known section. Did you mean [jira.statuses]?'],
    [
      'http.basicauth',
      'user = "x"',
      'http.basicauth is not a known section. Did you mean [http.basic_auth]?',
    ],
    ['[route]', 'project = "OPS"', 'route is not a known section. Did you mean [[routes]]?'],
    ['weather', 'sun = true', 'weather is not a known section; expected one of [teleport], [jira],'],
  ])('refuses the section [%s]', (section, line, expected) => {
    const faults = faultsOf(minimalWith(section, line));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`  ${expected}`);
  });

  it.each([
    [
      'decisions',
      'colour = "red"',
      'decisions.colour is not a key of [decisions]; expected one of mode, seal_key,',
    ],
    ['jira.statuses', 'aproved = "Done"', 'Did you mean jira.statuses.approved?'],
    ['sync', 'intervall = "5s"', 'Did you mean sync.interval?'],
    ['jira.templates', 'sumary = "x"', 'Did you mean jira.templates.summary?'],
    ['[routes]', 'roels = ["x"]', 'routes[1].roels is not a key of [[routes]]; expected one of roles,'],
  ])('refuses an unknown key of [%s], which the original does not have: %s', (section, line, expected) => {
    const faults = faultsOf(minimalWith(section, line));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(expected);
  });

  it.each([
    ['http', 'webhok_secret = "a-secret-nobody-sees"', 'http.webhook_secret'],
    ['http', 'webhookSecret = "a-secret-nobody-sees"', 'http.webhook_secret'],
    ['http', 'Require-Signature = true', 'http.require_signature'],
    ['http', 'enable = false', 'http.enabled'],
    ['http', 'listen_adr = "127.0.0.1:1"', 'http.listen_addr'],
    ['http.basic_auth', 'pasword = "a-secret-nobody-sees"', 'http.basic_auth.password'],
    ['http.tls', 'verify_client_certs = true', 'http.tls.verify_client_cert'],
    ['http.tls', 'client_ca = "/ca"', undefined],
    ['jira', 'hidden = ["roles"]', 'jira.hide'],
    ['jira', 'instanse = "two"', 'jira.instance'],
  ])('refuses [%s] %s, which is near a key that guards', (section, line, meant) => {
    if (meant === undefined) return expect(parse(minimalWith(section, line)).warnings).toHaveLength(1);
    const faults = faultsOf(minimalWith(section, line));
    expect(faults[0]).toContain(`is not a known key, and without it ${meant} keeps its default`);
    expect(faults[0]).toContain(`Did you mean ${meant}?`);
    expect(faults.join('\n')).not.toContain('a-secret-nobody-sees');
  });

  it.each([
    ['jira', 'mode = "off"', 'jira.mode', 'decisions.mode'],
    ['http', 'verify_client_cert = true', 'http.verify_client_cert', 'http.tls.verify_client_cert'],
    ['teleport', 'seal-key = "0123456789abcdef"', 'teleport.seal-key', 'decisions.seal_key'],
    ['log', 'match_emial = true', 'log.match_emial', 'decisions.match_email'],
    ['decisions.users', 'mode = "review"', 'decisions.users.mode', 'decisions.mode'],
    ['decisions.users', 'seal-key = "0123456789abcdef"', 'decisions.users.seal-key', 'decisions.seal_key'],
    ['jira.transition_fields.denied', 'mode = "off"', 'jira.transition_fields.denied.mode', 'decisions.mode'],
    ['jira.fields', 'hide = ["roles"]', 'jira.fields.hide', 'jira.hide'],
  ])('refuses the right name in a wrong place: [%s] %s', (section, line, ...[found, meant]) => {
    const faults = faultsOf(minimalWith(section, line));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`  ${found} `);
    expect(faults[0]).toContain(`Did you mean ${meant}?`);
  });

  it('refuses a key that stands above the first section', () => {
    const faults = faultsOf(`mode = "off"\n${MINIMAL}`);
    expect(faults).toEqual([expect.stringContaining('Did you mean decisions.mode?')]);
    expect(faultsOf(`colour = "red"\n${MINIMAL}`)[0]).toContain('  colour stands above the first section');
  });

  it.each([
    ['http', 'webhook_secret = "ENV:MY_WORD"'],
    ['http', 'webhook_secret = "env :MY_WORD"'],
    ['http', 'webhook_secret = "$MY_WORD"'],
    ['http', 'webhook_secret = "${MY_WORD}"'],
    ['http', 'webhook_secret = "file:///run/MY_WORD"'],
    ['http', 'webhook_secret = "~/MY_WORD"'],
    ['http', 'webhook_secret = "./MY_WORD"'],
    ['decisions', 'seal_key = "env.MY_WORD_FOR_SEALS"'],
  ])('refuses a secret that looks like the name of one: [%s] %s', (section, line) => {
    const faults = faultsOf(minimalWith(section, line));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('looks like the place of a secret, but would be taken for the secret itself');
    expect(faults[0]).not.toContain('MY_WORD');
  });
});

describe('other unknown keys in the sections of the original', () => {
  it.each([
    [
      'jira',
      'isue_type = "Task"',
      'jira.isue_type is not a known key and is ignored. Did you mean jira.issue_type?',
    ],
    ['jira', 'colour = "red"', 'jira.colour is not a known key and is ignored.'],
    ['teleport', 'parallelism = 3', 'Did you mean sync.parallelism?'],
  ])('stay warnings: [%s] %s', (section, lines, expected) => {
    const { warnings } = parse(minimalWith(section, lines));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(expected);
  });

  it('are named beside the key that is missing because of them', () => {
    const faults = faultsOf(MINIMAL.replace('api_token', 'api_tokn').replace('project', 'colour'));
    expect(faults.find((line) => line.includes('jira.api_token is missing'))).toContain(
      'The file has jira.api_tokn, which is not a known key; is that meant?',
    );
    expect(faults.at(-1)).toBe('  Ignored beside these: jira.colour is not a known key and is ignored.');
    expect(faults).toHaveLength(3);
  });
});
