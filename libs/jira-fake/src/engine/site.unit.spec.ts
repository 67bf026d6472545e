import { beforeEach, describe, expect, it } from 'vitest';
import { addComment } from './comment.ts';
import { createIssue } from './create-issue.ts';
import { editIssue } from './edit-issue.ts';
import type { JiraIssue } from './issue.ts';
import { setProperty } from './issue-property.ts';
import { ManualScheduler } from './manual-scheduler.ts';
import { moveIssue } from './move-issue.ts';
import { accountId, defaultSeed, teamManagedSeed, type SiteSeed } from './site-seed.ts';
import { JiraSite } from './site.ts';
import { systemMove } from './system-move.ts';
import { offeredTransitions, transitionIssue } from './transition-issue.ts';

const seed: SiteSeed = {
  ...defaultSeed(),
  fields: [
    ...defaultSeed().fields,
    {
      id: 'customfield_10010',
      name: 'Cost centre',
      kind: 'option',
      options: [{ id: '1', name: 'Lab' }],
    },
  ],
};
let site: JiraSite;

const by = (name: string) => ({ site, actor: site.findUser(name), version: 2 }) as const;
const fields = { project: { key: 'TAR' }, issuetype: { name: 'Task' }, summary: 'alice wants in' };
const create = (more: object = {}): JiraIssue =>
  createIssue(by('plugin'), { fields: { ...fields, ...more } });

beforeEach(() => {
  site = new JiraSite({ deployment: 'cloud', seed, scheduler: new ManualScheduler() });
});

describe('creating', () => {
  it.each([
    [{ summary: undefined }, 'You must specify a summary of the issue.'],
    [{ summary: 'two\nlines' }, 'The summary is invalid because it contains newline characters.'],
    [{ summary: 'x'.repeat(256) }, 'Summary must be less than 255 characters.'],
    [
      { description: 'x'.repeat(32_768) },
      'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
    ],
    [{ labels: ['a b'] }, "The label 'a b' contains spaces which is invalid."],
    [{ priority: { name: 'Urgent' } }, "Priority name 'Urgent' is not valid"],
    [
      { resolution: { name: 'Done' } },
      "Field 'resolution' cannot be set. It is not on the appropriate screen, or unknown.",
    ],
    [{ issuetype: { name: 'Epic' } }, 'Specify a valid issue type'],
    [{ project: { key: 'NOPE' } }, 'Specify a valid project ID or key'],
  ])('refuses %o', (more, text) => {
    expect(() => create(more)).toThrow(text);
    expect(site.issues).toEqual([]);
  });

  it('names every field that is wrong', () => {
    const errors = {
      summary: 'You must specify a summary of the issue.',
      labels: "The label 'a b' contains spaces which is invalid.",
    };
    expect(() => create({ summary: '', labels: ['a b'] })).toThrow(expect.objectContaining({ errors }));
  });

  it('asks for what the screen requires', () => {
    const project = site.findProject('TAR')!;
    const createScreen = [...project.createScreen, { fieldId: 'customfield_10010', required: true }];
    site.putProject({ ...project, createScreen });
    expect(() => create()).toThrow('Cost centre is required.');
    expect(create({ customfield_10010: { id: '1' } }).fields['customfield_10010']).toBe('1');
  });

  it('takes 255 characters of summary', () => {
    expect(create({ summary: 'x'.repeat(255) }).fields['summary']).toHaveLength(255);
  });
});

describe('moving', () => {
  it('writes status and resolution into one entry, and clears the resolution on the way back', () => {
    const done = transitionIssue(by('ben'), create(), { transition: { id: '21' } });
    expect(done.history.at(-1)!.items.map((item) => [item.field, item.toText])).toEqual([
      ['resolution', 'Done'],
      ['status', 'Approved'],
    ]);
    const back = transitionIssue(by('ben'), done, {
      transition: { id: '11' },
      historyMetadata: { type: 'x' },
    });
    expect(back.fields['resolution']).toBeUndefined();
    expect(back.history.at(-1)).toMatchObject({ authorId: accountId('ben'), historyMetadata: { type: 'x' } });
    expect(Number(back.history[1]!.id)).toBeGreaterThan(Number(back.history[0]!.id));
  });

  it('leaves no status item when the card stays where it is', () => {
    expect(transitionIssue(by('ben'), create(), { transition: { id: 11 } }).history).toEqual([]);
  });

  it('drops the metadata on a site that does', () => {
    site.settings.keepsHistoryMetadata = false;
    const body = { transition: { id: '21' }, historyMetadata: { type: 'x' } };
    expect(transitionIssue(by('ben'), create(), body).history[0]!.historyMetadata).toBeUndefined();
  });

  it('offers nothing without the permission, and refuses the id', () => {
    const project = site.findProject('TAR')!;
    site.putProject({ ...project, grants: { TRANSITION_ISSUES: [accountId('ann')] } });
    const issue = create();
    expect(offeredTransitions(site, site.findUser('ben'), issue)).toEqual([]);
    expect(() => transitionIssue(by('ben'), issue, { transition: { id: '21' } })).toThrow(
      "Transition id '21' is not valid for this issue.",
    );
  });

  it('asks for what the transition screen requires, and takes only that', () => {
    const project = site.findProject('TAR')!;
    const transitions = project.workflow.transitions.map((one) =>
      one.id === '21' ? { ...one, screen: [{ fieldId: 'customfield_10010', required: true }] } : one,
    );
    site.putProject({ ...project, workflow: { ...project.workflow, transitions } });
    const issue = create();
    expect(() => transitionIssue(by('ben'), issue, { transition: { id: '21' } })).toThrow(
      'Cost centre is required.',
    );
    const body = { transition: { id: '21' }, fields: { customfield_10010: { id: '1' } } };
    expect(() => transitionIssue(by('ben'), issue, { ...body, fields: { summary: 'x' } })).toThrow(
      'cannot be set',
    );
    expect(transitionIssue(by('ben'), issue, body).statusId).toBe('10002');
  });
});

describe('comments, edits and properties', () => {
  it('refuses an empty comment', () => {
    expect(() => addComment(by('ben'), create(), { body: ' ' })).toThrow('Comment body can not be empty!');
  });

  it('refuses a comment past the limit with 413', () => {
    site.settings.commentLimit = 0;
    expect(() => addComment(by('ben'), create(), { body: 'x' })).toThrow(
      expect.objectContaining({ status: 413 }),
    );
  });

  it('adds and removes labels, leaving a trace', () => {
    const edited = editIssue(by('ann'), create({ labels: ['a'] }), {
      update: { labels: [{ add: 'b' }, { remove: 'a' }] },
    });
    expect(edited.fields['labels']).toEqual(['b']);
    expect(edited.history.at(-1)!.items[0]).toMatchObject({ field: 'labels', fromString: 'a', toText: 'b' });
  });

  it('sets a property without a trace in the history', () => {
    const issue = create();
    expect(setProperty(by('ann'), issue, { key: 'k', value: 'v' })).toBe('created');
    expect(setProperty(by('ann'), site.findIssue(issue.id)!, { key: 'k', value: 'w' })).toBe('replaced');
    expect(site.findIssue(issue.id)).toMatchObject({ properties: { k: 'w' }, history: [] });
  });

  it('refuses a property beyond the limits', () => {
    expect(() => setProperty(by('ann'), create(), { key: 'k'.repeat(256), value: 1 })).toThrow('255');
    expect(() => setProperty(by('ann'), create(), { key: 'k', value: 'x'.repeat(32_768) })).toThrow('32768');
  });
});

describe('what is not a plain transition', () => {
  it('moves an issue to another project under a new key, and still knows the old one', () => {
    const project = site.findProject('TAR')!;
    site.putProject({ ...project, id: '10900', key: 'OPS', name: 'Operations' });
    const issue = create();
    const moved = moveIssue(site, issue, { actor: site.findUser('ann')!, projectKey: 'OPS' });
    expect(moved).toMatchObject({ id: issue.id, key: 'OPS-1', projectId: '10900' });
    expect(moved.history[0]!.items.map((item) => item.field)).toEqual(['status', 'project', 'Key']);
    expect(site.findIssue('TAR-1')).toBe(moved);
  });

  it('changes the issue type, leaving a trace', () => {
    const project = site.findProject('TAR')!;
    site.putProject({ ...project, issueTypes: [...project.issueTypes, { id: '7', name: 'Bug' }] });
    const edited = editIssue(by('ann'), create(), { fields: { issuetype: { name: 'Bug' } } });
    expect(edited.issueTypeId).toBe('7');
    expect(edited.history[0]!.items[0]).toMatchObject({
      field: 'issuetype',
      fromString: 'Task',
      toText: 'Bug',
    });
  });

  it('moves a card with nobody as the author', () => {
    const moved = systemMove(site, create(), 'Approved');
    expect(moved.history[0]).toMatchObject({
      authorId: undefined,
      items: [{ field: 'status', to: '10002' }],
    });
  });

  it('gives a team-managed project statuses of its own', () => {
    site = new JiraSite({ deployment: 'cloud', seed: teamManagedSeed(), scheduler: new ManualScheduler() });
    const pending = site.statuses.filter((status) => status.name === 'Pending');
    expect(pending.map((status) => status.projectId)).toEqual(['10100', '10200']);
    expect(transitionIssue(by('ben'), create(), { transition: { id: '21' } }).statusId).toBe('10202');
  });
});
