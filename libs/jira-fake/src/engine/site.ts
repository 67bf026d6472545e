import type { JiraField } from './field.ts';
import type { JiraIssue } from './issue.ts';
import { holds } from './permission.ts';
import type { JiraProject } from './project.ts';
import { JiraRefusal } from './refusal.ts';
import type { Scheduler } from './scheduler.ts';
import { SearchIndex } from './search-index.ts';
import { defaultSettings, type SiteSettings } from './settings.ts';
import type { SiteEvent } from './site-event.ts';
import type { SiteSeed } from './site-seed.ts';
import type { JiraStatus } from './status.ts';
import type { JiraUser } from './user.ts';

/** Which Jira this is. */
export type Deployment = 'cloud' | 'datacenter';

const UNSEEN: Readonly<Record<Deployment, string>> = {
  cloud: 'Issue does not exist or you do not have permission to see it.',
  datacenter: 'Issue Does Not Exist',
};

interface SiteOptions {
  readonly deployment: Deployment;
  readonly seed: SiteSeed;
  readonly scheduler: Scheduler;
  readonly settings?: Partial<SiteSettings>;
}

/** One Jira site: all that it knows, and nothing of sockets. The operations on it are functions beside it. */
export class JiraSite {
  readonly deployment: Deployment;
  readonly scheduler: Scheduler;
  readonly settings: SiteSettings;
  readonly index = new SearchIndex();
  /** Ids of issues with a transition in progress. */
  readonly moving = new Set<string>();
  readonly #seed: SiteSeed;
  readonly #issues = new Map<string, JiraIssue>();
  /** Ids by key, those before a move included. */
  readonly #keys = new Map<string, string>();
  readonly #listeners = new Set<(event: SiteEvent) => void>();
  #users: readonly JiraUser[];
  #projects: readonly JiraProject[];
  #statuses: readonly JiraStatus[];
  readonly #counters = new Map<string, number>();

  constructor(options: SiteOptions) {
    this.deployment = options.deployment;
    this.scheduler = options.scheduler;
    this.settings = { ...defaultSettings(), ...options.settings };
    this.#seed = options.seed;
    this.#users = options.seed.users;
    this.#projects = options.seed.projects;
    this.#statuses = options.seed.statuses;
  }

  get users(): readonly JiraUser[] {
    return this.#users;
  }

  get projects(): readonly JiraProject[] {
    return this.#projects;
  }

  get statuses(): readonly JiraStatus[] {
    return this.#statuses;
  }

  get fields(): readonly JiraField[] {
    return this.#seed.fields;
  }

  get issues(): readonly JiraIssue[] {
    return [...this.#issues.values()];
  }

  now(): number {
    return this.scheduler.now();
  }

  /** Back to the seed: no issues, the seed's users, projects and statuses, numbers from the start. Settings stay. */
  reset(): void {
    this.#issues.clear();
    this.#keys.clear();
    this.index.clear();
    this.#counters.clear();
    this.#users = this.#seed.users;
    this.#projects = this.#seed.projects;
    this.#statuses = this.#seed.statuses;
  }

  /** Gives statuses new names by their ids, all at once, so that two can swap theirs. Histories keep the old names. */
  renameStatuses(names: Readonly<Record<string, string>>): void {
    const unknown = Object.keys(names).find((id) => !this.#statuses.some((status) => status.id === id));
    if (unknown !== undefined) throw new JiraRefusal('not-found', `There is no status '${unknown}'.`);
    this.#statuses = this.#statuses.map((status) => ({ ...status, name: names[status.id] ?? status.name }));
  }

  /** Adds or replaces (by id) an account. */
  putUser(user: JiraUser): void {
    this.#users = [...this.#users.filter((one) => one.id !== user.id), user];
  }

  /** Adds or replaces (by id) a project: permissions, workflow and screens may change while it runs. */
  putProject(project: JiraProject): void {
    this.#projects = [...this.#projects.filter((one) => one.id !== project.id), project];
  }

  /** An account by id, by login name, or by e-mail. */
  findUser(idOrName: string): JiraUser | undefined {
    return this.users.find((user) => [user.id, user.name, user.email].includes(idOrName));
  }

  findProject(idOrKey: string): JiraProject | undefined {
    return this.projects.find((project) => project.id === idOrKey || project.key === idOrKey);
  }

  /** The project of an issue. It exists as long as the issue does. */
  projectOf(issue: JiraIssue): JiraProject {
    return known(this.projects.find((one) => one.id === issue.projectId));
  }

  status(id: string): JiraStatus {
    return known(this.statuses.find((one) => one.id === id));
  }

  field(id: string): JiraField | undefined {
    return this.fields.find((one) => one.id === id);
  }

  /** An issue by id, key (in any case) or a key that it had before a move. */
  findIssue(idOrKey: string): JiraIssue | undefined {
    return this.#issues.get(idOrKey) ?? this.#issues.get(this.#keys.get(idOrKey.toUpperCase()) ?? '');
  }

  /** The issue as this user may see it; the 404 that hides both absence and lack of rights otherwise. */
  seenIssue(user: JiraUser | undefined, idOrKey: string): JiraIssue {
    const issue = this.findIssue(idOrKey);
    if (issue === undefined || !holds(user, 'BROWSE_PROJECTS', this.projectOf(issue))) {
      throw new JiraRefusal('not-found', UNSEEN[this.deployment]);
    }
    return issue;
  }

  /** Stores a new version of an issue. */
  putIssue(issue: JiraIssue): JiraIssue {
    this.#keys.set(issue.key, issue.id);
    this.#issues.set(issue.id, issue);
    this.index.record(issue.id, this.now(), issue);
    return issue;
  }

  removeIssue(issue: JiraIssue): void {
    this.#issues.delete(issue.id);
    this.index.record(issue.id, this.now(), undefined);
  }

  /** The next number of a sequence; no number is ever given twice. */
  next(sequence: string, first: number): number {
    const number = this.#counters.get(sequence) ?? first;
    this.#counters.set(sequence, number + 1);
    return number;
  }

  /** Calls `listener` after each change; the returned function ends that. */
  onEvent(listener: (event: SiteEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: SiteEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined)
    throw new JiraRefusal('broken', 'The seed names something that it does not define.');
  return value;
}
