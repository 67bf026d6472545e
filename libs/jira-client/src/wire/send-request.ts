import type { JiraCall, Send } from './caller.ts';
import type { ConnectedAgent } from '../http/connected-agent.ts';
import { exchange } from '../http/exchange.ts';
import type { JiraAuth, JiraDeployment } from '../api/jira-client-options.ts';

/** Fixed, and nothing like a browser's: Jira checks browsers' requests for forgery. */
const USER_AGENT = 'access-plugin-jira-client';

/** Turns calls into requests to one Jira. */
export function createSend(parts: {
  readonly baseUrl: URL;
  readonly auth: JiraAuth;
  readonly agent: ConnectedAgent;
  readonly deployment: () => JiraDeployment | undefined;
}): Send {
  return (call, { timeoutMs, options }) =>
    exchange(
      {
        method: call.method,
        url: urlOf(parts.baseUrl, parts.deployment(), call),
        headers: {
          accept: 'application/json',
          'user-agent': USER_AGENT,
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(call.withoutCredential === true ? {} : { authorization: authorization(parts.auth) }),
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        timeoutMs,
        signal: options.signal,
        beforeSend: options.beforeSend,
      },
      parts.agent,
    );
}

/** Cloud speaks v3 (ADF), Data Center v2 (wiki markup); what is asked before this is known, both answer on v2. */
function urlOf(baseUrl: URL, deployment: JiraDeployment | undefined, call: JiraCall<unknown>): URL {
  const url = new URL(baseUrl);
  const version = deployment === 'cloud' ? '3' : '2';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/rest/api/${version}${call.path}`;
  url.search = '';
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}

function authorization(auth: JiraAuth): string {
  if (auth.kind === 'bearer') return `Bearer ${auth.token}`;
  return `Basic ${Buffer.from(`${auth.user}:${auth.secret}`).toString('base64')}`;
}
