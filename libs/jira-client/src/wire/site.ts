import type { Caller } from './caller.ts';
import type { JiraCallOptions, JiraDeployment } from '../api/jira-client-options.ts';
import { JiraError } from '../api/jira-error.ts';
import { serverInfoSchema } from '../schemas/server-info.ts';

/** Which Jira this is, learned at the first need. */
export interface Site {
  /** What is known now, without asking. */
  known(): JiraDeployment | undefined;
  /** Asks the server when nothing is known. A failure is not remembered. */
  deployment(options: JiraCallOptions): Promise<JiraDeployment>;
}

/** Scoped tokens and service accounts use this host, and it serves Cloud alone. */
const GATEWAY = 'api.atlassian.com';

/** Creates the knowledge about a site; `told` is the configured deployment, if any. */
export function createSite(baseUrl: URL, told: JiraDeployment | undefined, caller: () => Caller): Site {
  let known =
    told ?? (baseUrl.hostname === GATEWAY || baseUrl.pathname.startsWith('/ex/jira/') ? 'cloud' : undefined);
  return {
    known: () => known,
    async deployment({ signal, deadlineMs }) {
      // Only these: a check that the caller wants right before its own call is not for this one.
      known ??= await askServer(caller(), { signal, deadlineMs });
      return known;
    },
  };
}

/** Asked without a credential first: it needs none, and a wrong one is not shown to the wrong product. */
async function askServer(caller: Caller, options: JiraCallOptions): Promise<JiraDeployment> {
  const call = {
    operation: 'read server info',
    method: 'GET',
    path: '/serverInfo',
    template: '/serverInfo',
    schema: serverInfoSchema,
  } as const;
  try {
    return (await caller.call({ ...call, withoutCredential: true }, options)).value.deployment;
  } catch (error) {
    const closed =
      error instanceof JiraError && (error.code === 'unauthorized' || error.code === 'forbidden');
    if (!closed) throw error;
    return (await caller.call(call, options)).value.deployment;
  }
}
