import { readRequestFile, sampleRequest } from '@org/plugin-host';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINIMAL, minimalWith, parse } from '../config/minimal-config.fixture.ts';
import { renderTicket } from './render.ts';

const request = sampleRequest(Date.UTC(2026, 0, 1));
const templates = minimalWith(
  'jira.templates',
  'summary = "[{{user}}] {{roles}}"\ndescription = "- {{roles}}\\n\\n{{link}}"\ncomment = "{{note}}\\n\\nBye."',
);

describe('render', () => {
  it('shows what the plugin writes without templates, and the notes that most tickets get', () => {
    const text = renderTicket(parse(MINIMAL).config, request, 'text');
    expect(text).toContain('alice@example.com requested editor, db-admin; node web-1');
    expect(text).toContain('node web-1 in example.com');
    expect(text).toContain('bob@example.com reviewed the request.');
    expect(text).toContain('Access request has been approved.');
    expect(text).toContain('labels = ["teleport-access-request"]');
  });

  it('shows templates filled, and names the fields with their values', () => {
    const { config } = parse(`${templates}\n[jira.fields]\n"Asked by" = { value = "{{user}}" }`);
    const text = renderTicket(config, request, 'text');
    expect(text).toContain('== Summary ==\n[alice@example.com] editor, db-admin\n');
    expect(text).toContain('Asked by = {"value":"alice@example.com"}');
    expect(text).toContain(
      'Access request has been denied.\nBye.\nteleport-access-plugin: resolution:denied',
    );
  });

  it('says where a route leads, and shows nothing that is hidden', () => {
    const routes = [
      '[[routes]]\nrequesters = "x"',
      '[[routes]]\nrequesters = "alice@*"\nproject = "OPS"\nfields = { Team = "{{user}}" }',
    ];
    const { config } = parse([minimalWith('jira', 'hide = ["roles"]'), ...routes].join('\n'));
    const text = renderTicket(config, request, 'text');
    expect(text).toContain('== Place ==\nOPS, Task by routes[2]\n');
    expect(text).toContain('Team = "alice@example.com"');
    expect(text).not.toContain('editor');
  });

  it('joins labels with its own, and names whose accounts go into which fields', () => {
    const people = minimalWith('jira', 'reporter = "requester"\nreviewers_field = "Approvers"');
    const { config } = parse(`${people}\n[jira.fields]\nLabels = ["security"]`);
    const text = renderTicket(config, { ...request, suggestedReviewers: ['bob', 'carol'] }, 'text');
    expect(text).toContain('labels = ["teleport-access-request","security"]\n');
    expect(text).not.toContain('Labels =');
    expect(text).toContain('reporter: the Jira accounts of alice@example.com\n');
    expect(text).toContain('Approvers: the Jira accounts of bob, carol\n');
  });

  it('says when there is no ticket', () => {
    const { config } = parse(`${MINIMAL}\n[[routes]]\nticket = false`);
    expect(renderTicket(config, request, 'text')).toBe(
      '== No ticket ==\nThis request gets none by routes[1].\n',
    );
  });

  it.each([
    ['adf', '"href": "https://localhost:3025/web/requests/019a2c5e-7d1f-7c3b-9f6a-3d2b1c0e4f5a"'],
    ['wiki', '* editor\n* db&#45;admin'],
  ] as const)('shows the very body that Jira gets, as %s', (format, part) => {
    expect(renderTicket(parse(templates).config, request, format)).toContain(part);
  });
});

describe('a request from a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'teleport-jira-render-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (text: string) => {
    const file = join(folder, 'request.json');
    writeFileSync(file, text);
    return readRequestFile(file);
  };

  it('is read as tctl prints it', () => {
    const spec = {
      user: 'alice',
      roles: ['editor'],
      state: 1,
      created: '2026-01-01T10:00:00Z',
      expires: '2026-01-01T18:00:00Z',
      max_duration: '2026-01-01T12:00:00Z',
      session_ttl: '0001-01-01T00:00:00Z',
      request_reason: 'why not',
      resource_ids: [{ cluster: 'c', kind: 'node', name: 'n' }],
      suggested_reviewers: null,
      thresholds: [{ approve: 1, deny: 1 }],
    };
    const given = read(JSON.stringify([{ kind: 'access_request', metadata: { name: 'id-1' }, spec }]));
    expect(given).toMatchObject({
      id: 'id-1',
      user: 'alice',
      resources: [{ cluster: 'c', kind: 'node', name: 'n', subResource: '' }],
      reason: 'why not',
      suggestedReviewers: [],
      maxDuration: 7_200_000,
      expires: Date.UTC(2026, 0, 1, 18),
    });
    expect(given.sessionTtl).toBeUndefined();
  });

  it.each([
    ['{', 'it is not JSON'],
    ['[]', 'it does not hold an access request'],
    ['[{"metadata":{"name":"x"},"spec":{}}]', 'it does not hold an access request'],
  ])('is refused in one sentence when it is %s', (text, why) => {
    expect(() => read(text)).toThrow(why);
  });

  it('is refused when there is none', () => {
    expect(() => readRequestFile(join(folder, 'nothing.json'))).toThrow('there is no such file');
  });
});
