import { addFault, control, type Fault, type StandingFault } from './control-api.ts';
import { Program } from './program.ts';
import { until } from './until.ts';

export interface MockComment {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface MockIssue {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly summary: string;
  readonly description: string;
  readonly descriptionHtml: string;
  readonly creator: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly comments: readonly MockComment[];
  readonly history: readonly {
    readonly id: string;
    readonly author?: string;
    readonly items: readonly {
      readonly field: string;
      readonly toText?: string;
      readonly toString?: unknown;
    }[];
  }[];
}

export interface JiraState {
  readonly issues: readonly MockIssue[];
  readonly calls: readonly { readonly method: string; readonly path: string; readonly who?: string }[];
}

/** The fake Jira in its own process, with its people. */
export class JiraWorld {
  readonly url: string;
  readonly program: Program;

  private constructor(url: string, program: Program) {
    this.url = url;
    this.program = program;
  }

  static async start(args: readonly string[] = []): Promise<JiraWorld> {
    const program = new Program('jira-mock', ['start', '--port', '0', ...args]);
    const [, url = ''] = await program.printed(/"url":"(https?:\/\/[^"]+)"/);
    return new JiraWorld(url, program);
  }

  state(): Promise<JiraState> {
    return control(this.url, '/state');
  }

  /** The issues made for a request. */
  async issuesOf(requestId: string): Promise<readonly MockIssue[]> {
    const { issues } = await this.state();
    return issues.filter((issue) => issue.properties['teleportAccessRequestId'] === requestId);
  }

  /** Waits for the request's issue to be as wanted. */
  issue(
    requestId: string,
    wanted: (issue: MockIssue) => boolean = () => true,
    withinMs?: number,
  ): Promise<MockIssue> {
    return until(
      `the issue of request ${requestId}`,
      async () => (await this.issuesOf(requestId)).find(wanted),
      withinMs,
    );
  }

  /** A person drags a card. */
  async move(issue: { readonly id: string }, to: string, person = 'ann'): Promise<void> {
    const path = `/issue/${issue.id}/transitions`;
    const { transitions } = await this.as<{ transitions: { id: string; to: { name: string } }[] }>(
      person,
      path,
    );
    const transition = transitions.find((candidate) => candidate.to.name === to);
    if (transition === undefined) throw new Error(`${person} has no way to ${to}.`);
    await this.as(person, path, { method: 'POST', body: { transition: { id: transition.id } } });
  }

  /** A person writes a comment. */
  async comment(issue: { readonly id: string }, text: string, person = 'ann'): Promise<void> {
    await this.as(person, `/issue/${issue.id}/comment`, { method: 'POST', body: { body: text } });
  }

  /** Calls the REST API (version 2, which both kinds of Jira have) as a person. */
  async as<T>(
    person: string,
    path: string,
    { method = 'GET', body }: { readonly method?: string; readonly body?: unknown } = {},
  ): Promise<T> {
    const answer = await fetch(`${this.url}/rest/api/2${path}`, {
      method,
      headers: { authorization: await this.#signIn(person), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} as ${person} answered ${answer.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async #signIn(person: string): Promise<string> {
    const people = await control<readonly { name: string; authorization: string }[]>(this.url, '/people');
    const found = people.find(({ name }) => name === person);
    if (found === undefined) throw new Error(`Jira has no ${person}.`);
    return found.authorization;
  }

  fault(fault: Fault): Promise<StandingFault> {
    return addFault(this.url, fault);
  }

  settings(settings: object): Promise<unknown> {
    return control(this.url, '/settings', { method: 'PUT', body: settings });
  }

  sendWebhooksTo(url: string, secret?: string): Promise<unknown> {
    return control(this.url, '/webhooks', {
      method: 'POST',
      body: secret === undefined ? { url } : { url, secret },
    });
  }
}
