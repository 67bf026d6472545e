import type { JiraFake } from '../start-jira-fake.ts';

/** An answer as plain fetch gives it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is empty or no JSON. */
  readonly json: unknown;
}

/** Calls the fake over its socket as one of the default accounts, or as nobody. */
export function caller(jira: Pick<JiraFake, 'url' | 'engine'>) {
  return async function call(as: string | undefined, request: string, body?: unknown): Promise<Answer> {
    const [method = 'GET', path = '/'] = request.split(' ');
    const authorization = as === undefined ? undefined : authorizationOf(jira, as);
    const answer = await fetch(`${jira.url}${path}`, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: parsed(text) };
  };
}

/** A name is an account with its own token; anything with a space is a whole header. */
function authorizationOf({ engine }: Pick<JiraFake, 'engine'>, as: string): string {
  if (as.includes(' ')) return as;
  return engine.deployment === 'cloud' ? basic(`${as}@example.com`, `${as}-token`) : `Bearer ${as}-token`;
}

/** A Basic header. */
export function basic(name: string, secret: string): string {
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
