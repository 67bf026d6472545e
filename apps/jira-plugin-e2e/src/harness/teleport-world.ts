import { addFault, control, type Fault, type StandingFault } from './control-api.ts';
import { Program } from './program.ts';
import { until } from './until.ts';

export interface MockRequest {
  readonly id: string;
  readonly user: string;
  readonly state: 'pending' | 'approved' | 'denied' | 'promoted';
  readonly resolveReason: string;
  readonly reviews: readonly {
    readonly author: string;
    readonly proposedState: string;
    readonly submittedBy: string;
    readonly reason: string;
  }[];
}

export interface TeleportState {
  /** Watches that are open. */
  readonly streams: number;
  /** Calls so far, by method. */
  readonly calls: Readonly<Record<string, number>>;
  readonly requests: readonly MockRequest[];
  readonly pluginData: readonly {
    readonly resource: string;
    readonly entries: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }[];
  readonly audit: readonly {
    readonly event: string;
    readonly requestId: string;
    readonly state?: string;
    readonly user?: string;
    readonly delegator?: string;
    readonly reason?: string;
  }[];
}

/** What a new request asks for. */
export interface Wish {
  readonly user?: string;
  readonly roles?: readonly string[];
  readonly resources?: readonly string[];
  readonly reason?: string;
  readonly kind?: 'short-term' | 'long-term';
  /** When it runs out. */
  readonly ttlMs?: number;
}

/** The line that the mock prints when it is ready. */
type Ready = Readonly<Record<'web' | 'auth' | 'proxy' | 'identity', string>>;

/** The fake Auth Service in its own process. */
export class TeleportWorld {
  readonly url: string;
  readonly address: string;
  readonly proxy: string;
  readonly identity: string;
  readonly program: Program;

  private constructor(
    ready: Readonly<Record<'web' | 'auth' | 'proxy' | 'identity', string>>,
    program: Program,
  ) {
    this.url = ready.web;
    this.address = ready.auth;
    this.proxy = ready.proxy;
    this.identity = ready.identity;
    this.program = program;
  }

  static async start(dir: string): Promise<TeleportWorld> {
    const program = new Program('teleport-mock', ['start', '--port', '0', '--web-port', '0', '--dir', dir]);
    const [line] = await program.printed(/^.*"msg":"teleport-mock is ready".*$/m);
    return new TeleportWorld(JSON.parse(line) as Ready, program);
  }

  state(): Promise<TeleportState> {
    return control(this.url, '/state');
  }

  async requestOf(id: string): Promise<MockRequest | undefined> {
    return (await this.state()).requests.find((request) => request.id === id);
  }

  request({ user = 'alice', roles = ['editor'], ...wish }: Wish = {}): Promise<MockRequest> {
    return control(this.url, '/requests', { method: 'POST', body: { user, roles, ...wish } });
  }

  /** A person reviews in Teleport itself. */
  review(
    requestId: string,
    body: { readonly author: string; readonly state: 'approved' | 'denied'; readonly reason?: string },
  ): Promise<unknown> {
    return control(this.url, `/requests/${requestId}/reviews`, { method: 'POST', body });
  }

  /** Makes a user, or changes one. */
  putUser(
    name: string,
    body: {
      readonly roles: readonly string[];
      readonly traits?: Readonly<Record<string, readonly string[]>>;
    },
  ): Promise<unknown> {
    return control(this.url, `/users/${name}`, { method: 'PUT', body });
  }

  setState(requestId: string, state: 'approved' | 'denied' | 'promoted', reason = ''): Promise<unknown> {
    return control(this.url, `/requests/${requestId}/state`, { method: 'POST', body: { state, reason } });
  }

  /** Lets it run out now. */
  expire(requestId: string): Promise<unknown> {
    return control(this.url, `/requests/${requestId}/expire`, { method: 'POST' });
  }

  delete(requestId: string): Promise<unknown> {
    return control(this.url, `/requests/${requestId}`, { method: 'DELETE' });
  }

  cutStreams(how: 'clean' | 'unavailable' | 'goaway' | 'reset' = 'unavailable'): Promise<unknown> {
    return control(this.url, '/cut-streams', { method: 'POST', body: { how } });
  }

  fault(fault: Fault): Promise<StandingFault> {
    return addFault(this.url, fault);
  }

  /** The plugin's record of a request. */
  async record(requestId: string, plugin = 'jira'): Promise<Readonly<Record<string, string>>> {
    const { pluginData } = await this.state();
    return pluginData.find(({ resource }) => resource === requestId)?.entries[plugin] ?? {};
  }

  /** Waits until the request is in a state. */
  reaches(requestId: string, state: MockRequest['state'], withinMs?: number): Promise<MockRequest> {
    return until(
      `request ${requestId} to be ${state}`,
      async () =>
        (await this.state()).requests.find((request) => request.id === requestId && request.state === state),
      withinMs,
    );
  }

  /** Waits until the record shows that both sides agree on the end. */
  marked(
    requestId: string,
    resolution: string,
    withinMs?: number,
  ): Promise<Readonly<Record<string, string>>> {
    return until(
      `the record of ${requestId} to say ${resolution}`,
      async () => {
        const record = await this.record(requestId);
        return record['resolution'] === resolution ? record : undefined;
      },
      withinMs,
    );
  }
}
