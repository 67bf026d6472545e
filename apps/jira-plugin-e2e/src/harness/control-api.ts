/** Calls a mock's control API and gives its JSON. */
export async function control<T>(
  base: string,
  path: string,
  send?: { method: string; body?: unknown },
): Promise<T> {
  const answer = await fetch(`${base}/_mock${path}`, {
    method: send?.method ?? 'GET',
    ...(send?.body === undefined
      ? {}
      : { body: JSON.stringify(send.body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${send?.method ?? 'GET'} ${path} answered ${answer.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** A rule that both mocks understand. */
export interface Fault {
  readonly match: { readonly method?: string; readonly path?: string; readonly resource?: string };
  readonly when: 'before' | 'after';
  readonly action: 'hold' | 'drop' | 'error' | 'delay';
  readonly status?: number;
  readonly code?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What Jira says with an error. */
  readonly body?: unknown;
  /** What Teleport says with an error. */
  readonly message?: string;
  readonly delayMs?: number;
  readonly times?: number;
}

/** A rule that is in force. */
export interface StandingFault {
  /** Resolves once a call has reached it. */
  reached(): Promise<void>;
  /** How many calls have reached it. */
  hits(): Promise<number>;
  /** How many calls it holds open now. */
  holding(): Promise<number>;
  /** Ends the rule, and lets go what it holds. */
  remove(): Promise<void>;
}

export async function addFault(base: string, fault: Fault): Promise<StandingFault> {
  const { id } = await control<{ id: string }>(base, '/faults', { method: 'POST', body: fault });
  const path = `/faults/${id}`;
  return {
    reached: () => control(base, `${path}/reached`),
    hits: async () => (await control<{ hits: number }>(base, path)).hits,
    holding: async () => {
      const { held, holding = held } = await control<{ held?: number; holding?: number }>(base, path);
      return holding ?? 0;
    },
    remove: () => control(base, path, { method: 'DELETE' }),
  };
}
