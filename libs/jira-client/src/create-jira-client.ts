import { myPermissions, myself, serverInfo } from './calls/account.ts';
import { createAuthenticatedCheck } from './calls/authenticated.ts';
import { addComment, commentProperties, deleteComment } from './calls/comments.ts';
import { createIssue } from './calls/create-issue.ts';
import { issueProperties, setIssueProperty } from './calls/issue-property.ts';
import { createFields, createIssueTypes, project, projectStatuses } from './calls/projects.ts';
import { readIssue } from './calls/read-issue.ts';
import { search, type JiraFoundIssue, type JiraSearch } from './calls/search.ts';
import { transition, transitions } from './calls/transitions.ts';
import { searchUsers, user } from './calls/user.ts';
import { createCaller, type Caller } from './wire/caller.ts';
import { createCredentialGuard } from './wire/credential-guard.ts';
import { createConnectedAgent } from './http/connected-agent.ts';
import { createRateGate } from './http/rate-gate.ts';
import type { JiraAuth, JiraCallOptions, JiraClientOptions } from './api/jira-client-options.ts';
import type { JiraClient } from './jira-client.ts';
import { systemClock, type JiraClock } from './api/jira-clock.ts';
import { oneDeadline } from './api/one-deadline.ts';
import { createSend } from './wire/send-request.ts';
import { createSite, type Site } from './wire/site.ts';

/**
 * Creates a client for one Jira. Nothing is sent before the first call.
 *
 * Throws `TypeError` when an address is not usable: not a URL, not http(s), `http:` without
 * `allowHttp`, or with a user name in it.
 */
export function createJiraClient(options: JiraClientOptions): JiraClient {
  const clock = options.clock ?? systemClock();
  const baseUrl = usableBaseUrl(options);
  const timeoutMs = options.timeoutMs ?? 10_000;
  const agent = createConnectedAgent({
    baseUrl,
    ca: options.ca,
    proxyUrl: options.proxyUrl === undefined ? undefined : usableUrl(options.proxyUrl, 'the proxy'),
    connectTimeoutMs: timeoutMs,
  });
  const guard = createCredentialGuard(options.auth.kind, clock);
  const told = options.deployment === 'auto' ? undefined : options.deployment;
  const site: Site = createSite(baseUrl, told, () => caller);
  const caller = createCaller({
    send: createSend({ baseUrl, auth: options.auth, agent, deployment: () => site.known() }),
    gate: createRateGate(clock),
    guard,
    clock,
    timeoutMs,
    secrets: secretsOf(options.auth),
    deployment: () => site.known() ?? 'unknown',
  });
  return {
    ...createCalls(withSite(caller, { site, clock }), site, clock),
    retryCredential: () => guard.release(),
    close: () => agent.close(),
  };
}

type Calls = Omit<JiraClient, 'retryCredential' | 'close'>;

function createCalls(caller: Caller, site: Site, clock: JiraClock): Calls {
  const authenticated = createAuthenticatedCheck(caller, clock);
  const parts = async (options: JiraCallOptions) => ({
    caller,
    authenticated,
    deployment: await site.deployment(options),
  });
  type Parts = Awaited<ReturnType<typeof parts>>;
  /** Runs what needs to know the product first. */
  const known = async <O extends JiraCallOptions, T>(options: O, run: (p: Parts, o: O) => Promise<T>) =>
    run(await parts(options), options);
  async function* searchPages(
    wanted: JiraSearch,
    options: JiraCallOptions,
  ): AsyncGenerator<readonly JiraFoundIssue[], void, undefined> {
    yield* search(await parts(options), wanted, options);
  }
  const within = <O extends JiraCallOptions>(options: O) => oneDeadline(options, () => clock.now());
  return {
    deployment: (o) => site.deployment(o),
    myself: (o) => myself(caller, o),
    serverInfo: (o) => serverInfo(caller, o),
    project: (idOrKey, o) => project(caller, idOrKey, o),
    projectStatuses: (idOrKey, o) => projectStatuses(caller, idOrKey, o),
    myPermissions: (ask, o) => myPermissions(caller, ask, o),
    createIssueTypes: (of, o) => createIssueTypes(caller, of, within(o)),
    createFields: (of, o) => createFields(caller, of, within(o)),
    createIssue: (issue, o) => known(within(o), (p, w) => createIssue(caller, { issue, ...p }, w)),
    readIssue: (read, o) => known(within(o), (p, w) => readIssue(p, read, w)),
    addComment: (issueId, comment, o) =>
      known(within(o), (p, w) => addComment(caller, { issueId, comment, ...p }, w)),
    deleteComment: (of, o) => deleteComment(caller, of, o),
    commentProperties: (ask, o) => known(within(o), (p, w) => commentProperties(caller, { ...ask, ...p }, w)),
    transitions: (issueId, o) => transitions(caller, issueId, o),
    transition: (issueId, move, o) => transition(caller, { issueId, move }, o),
    setIssueProperty: (set, o) => setIssueProperty(caller, set, o),
    issueProperties: (of, o) => issueProperties(caller, of, o),
    search: searchPages,
    user: (id, o) => known(within(o), (p, w) => user(caller, { id, ...p }, w)),
    searchUsers: (text, o) => known(within(o), (p, w) => searchUsers(caller, { text, ...p }, w)),
  };
}

/** A caller that knows the product, and so the API version, before it sends; the wait counts for the deadline. */
function withSite(caller: Caller, { site, clock }: { site: Site; clock: JiraClock }): Caller {
  return {
    async call(call, options) {
      if (site.known() !== undefined) return caller.call(call, options);
      const bounded = oneDeadline(options, () => clock.now());
      await site.deployment(bounded);
      return caller.call(call, bounded);
    },
  };
}

function usableBaseUrl(options: JiraClientOptions): URL {
  const url = usableUrl(options.baseUrl, 'the Jira address');
  if (url.protocol === 'http:' && options.allowHttp !== true) {
    throw new TypeError(
      'the Jira address begins with http:, which would send the credential in the clear; use https:',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('the Jira address holds a user name; give the credential separately');
  }
  return url;
}

function usableUrl(address: string, what: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new TypeError(`${what} is not an http(s) address, such as https://example.atlassian.net`);
}

function secretsOf(auth: JiraAuth): string[] {
  if (auth.kind === 'bearer') return [auth.token];
  return [auth.secret, Buffer.from(`${auth.user}:${auth.secret}`).toString('base64')];
}
