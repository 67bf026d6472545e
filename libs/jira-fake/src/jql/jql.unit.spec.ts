import { beforeEach, describe, expect, it } from 'vitest';
import { createIssue } from '../engine/create-issue.ts';
import { ManualScheduler } from '../engine/manual-scheduler.ts';
import { searchIssues } from '../engine/search.ts';
import { accountId, defaultSeed } from '../engine/site-seed.ts';
import { JiraSite } from '../engine/site.ts';
import { transitionIssue } from '../engine/transition-issue.ts';

let scheduler: ManualScheduler;
let site: JiraSite;

function search(jql: string, options: { readonly as?: string; readonly reconcile?: readonly string[] } = {}) {
  const caller = options.as === 'nobody' ? undefined : site.findUser(options.as ?? 'plugin');
  const found = searchIssues(site, {
    jql,
    caller,
    reconcile: options.reconcile ?? [],
    mayBeUnbounded: false,
  });
  return found.map((issue) => issue.key);
}

function create(name: string, fields: object) {
  const writer = { site, actor: site.findUser(name), version: 2 } as const;
  return createIssue(writer, { fields: { project: { key: 'TAR' }, issuetype: { name: 'Task' }, ...fields } });
}

beforeEach(() => {
  scheduler = new ManualScheduler();
  site = new JiraSite({ deployment: 'cloud', seed: defaultSeed(), scheduler });
  create('plugin', { summary: 'first one', labels: ['teleport'], description: 'wants the *database*' });
  scheduler.advance(600_000);
  create('ann', { summary: 'second one' });
  const third = create('plugin', { summary: 'third one', labels: ['teleport', 'urgent'] });
  transitionIssue({ site, actor: site.findUser('ben'), version: 2 }, third, { transition: { id: '21' } });
});

describe('a query', () => {
  it.each([
    ['project = TAR', ['TAR-3', 'TAR-2', 'TAR-1']],
    ['project = "Teleport Access Requests" and key = tar-2', ['TAR-2']],
    ['project = TAR AND status = Approved', ['TAR-3']],
    ['status in (Approved, "Denied")', ['TAR-3']],
    ['status = 10001 ORDER BY key ASC', ['TAR-1', 'TAR-2']],
    ['project = TAR AND status != Approved', ['TAR-2', 'TAR-1']],
    ['project = TAR AND NOT status = Approved', ['TAR-2', 'TAR-1']],
    ['statusCategory = Done', ['TAR-3']],
    ['labels = teleport', ['TAR-3', 'TAR-1']],
    ['labels not in (urgent)', ['TAR-1']],
    ['labels is EMPTY', ['TAR-2']],
    ['creator = currentUser()', ['TAR-3', 'TAR-1']],
    [`creator = ${accountId('ann')}`, ['TAR-2']],
    [`creator in (${accountId('ann')}, ${accountId('plugin')}) AND labels = urgent`, ['TAR-3']],
    ['created >= -5m', ['TAR-3', 'TAR-2']],
    ['created < "-5m"', ['TAR-1']],
    ['updated >= "2026-01-05 12:05" AND project = TAR', ['TAR-3', 'TAR-2']],
    ['created > "2026/01/06"', []],
    ['text ~ database', ['TAR-1']],
    ['summary ~ "second"', ['TAR-2']],
    ['third', ['TAR-3']],
    [
      'project = TAR AND (labels = urgent OR summary ~ second) ORDER BY created ASC, key ASC',
      ['TAR-2', 'TAR-3'],
    ],
    ['project = TAR ORDER BY updated DESC, key DESC', ['TAR-3', 'TAR-2', 'TAR-1']],
    ['id > 10001', ['TAR-3']],
    ['resolution = Done', ['TAR-3']],
  ])('%s', (jql, keys) => {
    expect(search(jql)).toEqual(keys);
  });

  it.each([
    ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
    ['colour = red', "Field 'colour' does not exist or you do not have permission to view it."],
    ['status = Gone', "The value 'Gone' does not exist for the field 'status'."],
    ['key = TAR-99', "An issue with key 'TAR-99' does not exist for field 'key'."],
    ['project =', 'Error in the JQL Query: Expecting either a value, list or function'],
    ['project = TAR AND', 'Error in the JQL Query: Expecting a field name'],
    ['project = "TAR', 'Error in the JQL Query: The quoted string'],
    ['(project = TAR', "Error in the JQL Query: Expecting ')'"],
    ['created > yesterday', "Date value 'yesterday' for field is invalid."],
    ['status ~ Pending', "The operator '~' is not supported by the 'status' field."],
    ['ORDER BY key', 'Unbounded JQL queries are not allowed here.'],
    ['project = TAR ORDER BY a,b,c,d,e,f,g,h', 'more than the allowed 7 fields'],
  ])('%s is refused', (jql, text) => {
    expect(() => search(jql)).toThrow(text);
  });

  it('tells an anonymous caller nothing about what exists', () => {
    expect(search('project = NOPE', { as: 'nobody' })).toEqual([]);
    expect(search('project = TAR', { as: 'nobody' })).toEqual([]);
  });

  it('finds only what the caller may browse', () => {
    const project = site.findProject('TAR')!;
    site.putProject({ ...project, grants: { BROWSE_PROJECTS: [accountId('ann')] } });
    expect(search('project = TAR', { as: 'ben' })).toEqual([]);
    expect(search('project = TAR', { as: 'ann' })).toHaveLength(3);
  });
});

describe('search that lags', () => {
  beforeEach(() => {
    scheduler.advance(10_000);
    site.settings.searchLagMs = 5000;
    create('plugin', { summary: 'fourth one' });
  });

  it('does not see a write until the lag is over', () => {
    expect(search('summary ~ fourth')).toEqual([]);
    scheduler.advance(4999);
    expect(search('summary ~ fourth')).toEqual([]);
    scheduler.advance(1);
    expect(search('summary ~ fourth')).toEqual(['TAR-4']);
  });

  it('sees the named issues at once when asked to reconcile', () => {
    const { id } = site.findIssue('TAR-4')!;
    expect(search('summary ~ fourth', { reconcile: [id] })).toEqual(['TAR-4']);
  });

  it('still finds an issue in the status that it had', () => {
    const writer = { site, actor: site.findUser('ben'), version: 2 } as const;
    transitionIssue(writer, site.findIssue('TAR-1')!, { transition: { id: '31' } });
    expect(search('status = Denied')).toEqual([]);
    expect(search('status = Pending AND labels = teleport')).toEqual(['TAR-1']);
  });

  it('still finds a deleted issue', () => {
    site.removeIssue(site.findIssue('TAR-2')!);
    expect(search('summary ~ second')).toEqual(['TAR-2']);
    scheduler.advance(5000);
    expect(search('summary ~ second')).toEqual([]);
  });
});
