import { asPlain, type RichText } from '../text/rich-text.ts';
import { optionOf } from '../engine/field-input.ts';
import type { JiraIssue } from '../engine/issue.ts';
import type { JiraSite } from '../engine/site.ts';
import type { StatusCategory } from '../engine/status.ts';
import type { JiraUser } from '../engine/user.ts';

/** Everything that a clause may look at. */
export interface SearchContext {
  readonly site: JiraSite;
  readonly caller: JiraUser | undefined;
}

/** A field that JQL knows. */
export interface SearchField {
  readonly kind: 'set' | 'text' | 'moment';
  /** The issue's values, lower-cased for `set`; ms for `moment`. */
  readonly values: (issue: JiraIssue) => readonly (string | number)[];
  /** Whether such a value exists on the site; queries naming another are refused. Absent = anything goes. */
  readonly exists?: (value: string) => boolean;
}

/** The field of that (lower-case) name, or nothing where Jira has none. */
export function searchField({ site }: SearchContext, name: string): SearchField | undefined {
  const custom = /^cf\[(\d+)\]$/.exec(name)?.[1];
  const known = builtIn(site)[name];
  if (known !== undefined) return known;
  const field = site.fields.find(
    (one) => one.id === `customfield_${custom ?? ''}` || one.id === name || one.name.toLowerCase() === name,
  );
  if (field === undefined) return undefined;
  return {
    kind: field.kind === 'text' || field.kind === 'textarea' ? 'text' : 'set',
    values: (issue) => {
      const value = issue.fields[field.id];
      if (value === undefined) return [];
      const option = optionOf(field, value);
      if (option !== undefined) return [option.id, option.name.toLowerCase()];
      if (field.kind === 'user') return person(site, value as string);
      if (field.kind === 'users') return (value as readonly string[]).flatMap((id) => person(site, id));
      if (Array.isArray(value)) return value.map((one) => String(one).toLowerCase());
      if (typeof value === 'number') return [String(value)];
      return [field.kind === 'textarea' ? asPlain(value as RichText) : (value as string).toLowerCase()];
    },
  };
}

function builtIn(site: JiraSite): Readonly<Record<string, SearchField>> {
  const key: SearchField = {
    kind: 'set',
    values: (issue) => [issue.id, issue.key.toLowerCase()],
    exists: (value) => site.findIssue(value) !== undefined,
  };
  const text: SearchField = { kind: 'text', values: (issue) => [allText(issue)] };
  return {
    project: {
      kind: 'set',
      values: (issue) => projectNames(site, issue),
      exists: (value) =>
        site.projects.some((one) => [one.id, one.key, one.name].some((name) => same(name, value))),
    },
    key,
    issue: key,
    issuekey: key,
    id: key,
    status: {
      kind: 'set',
      values: (issue) => [issue.statusId, site.status(issue.statusId).name.toLowerCase()],
      exists: (value) => site.statuses.some((one) => one.id === value || same(one.name, value)),
    },
    statuscategory: {
      kind: 'set',
      values: (issue) => CATEGORY_NAMES[site.status(issue.statusId).category],
      exists: (value) => Object.values(CATEGORY_NAMES).flat().includes(value.toLowerCase()),
    },
    issuetype: { kind: 'set', values: (issue) => typeNames(site, issue) },
    type: { kind: 'set', values: (issue) => typeNames(site, issue) },
    creator: { kind: 'set', values: (issue) => person(site, issue.creatorId) },
    created: { kind: 'moment', values: (issue) => [issue.created] },
    createddate: { kind: 'moment', values: (issue) => [issue.created] },
    updated: { kind: 'moment', values: (issue) => [issue.updated] },
    updateddate: { kind: 'moment', values: (issue) => [issue.updated] },
    statuscategorychangeddate: { kind: 'moment', values: (issue) => [issue.statusChangedAt] },
    text,
    textfields: text,
    comment: { kind: 'text', values: (issue) => issue.comments.map((one) => asPlain(one.body)) },
  };
}

const CATEGORY_NAMES: Readonly<Record<StatusCategory, readonly string[]>> = {
  new: ['to do', 'new', '2'],
  indeterminate: ['in progress', 'indeterminate', '4'],
  done: ['done', 'complete', '3'],
};

function projectNames(site: JiraSite, issue: JiraIssue): readonly string[] {
  const project = site.projectOf(issue);
  return [project.id, project.key.toLowerCase(), project.name.toLowerCase()];
}

function typeNames(site: JiraSite, issue: JiraIssue): readonly string[] {
  const type = site.projectOf(issue).issueTypes.find((one) => one.id === issue.issueTypeId);
  return [issue.issueTypeId, type?.name.toLowerCase() ?? ''];
}

function person(site: JiraSite, id: string): readonly string[] {
  const user = site.users.find((one) => one.id === id);
  const login = site.deployment === 'datacenter' && user !== undefined ? [user.name.toLowerCase()] : [];
  return [id.toLowerCase(), ...login];
}

function allText(issue: JiraIssue): string {
  const { summary, description } = issue.fields;
  const body = description === undefined ? '' : asPlain(description as RichText);
  const comments = issue.comments.map((comment) => asPlain(comment.body));
  return [typeof summary === 'string' ? summary : '', body, ...comments].join('\n');
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
