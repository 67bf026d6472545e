import { JiraRefusal } from '../engine/refusal.ts';
import type { Deployment } from '../engine/site.ts';
import type { WebhookRegistry } from '../webhooks/registry.ts';
import type { SignIn } from './sign-in.ts';
import type { View } from './view.ts';

/** One REST call, free of sockets. */
export interface JiraCall extends View {
  readonly webhooks: WebhookRegistry;
  readonly signIn: SignIn;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as it came. */
  readonly text: string;
}

/** What is sent back. Without a body the answer is empty. */
export interface JiraAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One endpoint. A path that begins with `/` is the site's; others live under `/rest/api/{version}/`. */
export interface JiraRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The one personality that has it. Default: both. */
  readonly only?: Deployment;
  readonly handle: (call: JiraCall) => JiraAnswer | Promise<JiraAnswer>;
}

/** A 200 with this body. */
export function ok(body: unknown): JiraAnswer {
  return { status: 200, body };
}

/** The JSON body as it is; refuses text that is not JSON. */
export function jsonBody(call: JiraCall): unknown {
  try {
    return JSON.parse(call.text) as unknown;
  } catch {
    throw new JiraRefusal('invalid', {
      errorMessages: ['There was an error parsing JSON. Check that your request body is valid.'],
      bare: true,
    });
  }
}

/** The JSON body, which must be an object. An empty body counts as an empty object. */
export function objectBody(call: JiraCall): Readonly<Record<string, unknown>> {
  if (call.text === '') return {};
  const body = jsonBody(call);
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw invalidPayload();
}

/** The refusal of a body of the wrong shape. */
export function invalidPayload(): JiraRefusal {
  return new JiraRefusal('invalid', {
    errorMessages: ['Invalid request payload. Refer to the REST API documentation and try again.'],
    bare: true,
  });
}

/** A list given as one comma-separated value, as several values, or both. */
export function listOf(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** The place that a listing begins at: the one asked for, or always the first on a site that repeats its pages. */
export function startOf({ query, site }: JiraCall): number {
  return site.settings.pagesRepeat ? 0 : numberOf(query, 'startAt', 0);
}

/** A whole number of the query, or the default. */
export function numberOf(query: URLSearchParams, name: string, otherwise: number): number {
  const value = Number(query.get(name) ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? value : otherwise;
}
