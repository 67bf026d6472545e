import { AccessPluginError } from '@org/access-plugin-core';
import type { JiraIssue } from '../../calls/read-issue.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import { JiraError } from '../../api/jira-error.ts';
import type { JiraClient } from '../../jira-client.ts';
import { readTicketProperties, REQUEST_ID_PROPERTY } from '../marks/ticket-properties.ts';

/** Whether Jira keeps the properties of new issues: without them no lost ticket could be found again. */
export interface PropertyCheck {
  /** Takes note of a ticket that this process made. */
  created(ticket: FirstTicket): void;
  /** Takes note of an issue that was just read. */
  learn(issue: JiraIssue): void;
  /** Reads the first ticket's property back unless that was done. Throws `refused` while it is absent. */
  beforeCreate(options: JiraCallOptions): Promise<void>;
}

/** The ticket whose property is read back. */
export interface FirstTicket {
  readonly id: string;
  readonly key: string;
  readonly requestId: string;
}

/** Knows nothing at first. */
export function createPropertyCheck(client: JiraClient): PropertyCheck {
  let first: FirstTicket | undefined;
  let kept = false;
  const compare = (properties: Readonly<Record<string, unknown>>) => {
    kept = readTicketProperties(properties).requestId === first?.requestId;
  };
  return {
    created(ticket) {
      first ??= ticket;
    },
    learn(issue) {
      if (!kept && issue.id === first?.id) compare(issue.properties);
    },
    async beforeCreate(options) {
      if (kept || first === undefined) return;
      // Only these: a check that the caller wants right before the create is not for this read.
      const call = { signal: options.signal, deadlineMs: options.deadlineMs };
      try {
        compare(await client.issueProperties({ issueId: first.id, keys: [REQUEST_ID_PROPERTY] }, call));
      } catch (error) {
        if (!(error instanceof JiraError) || error.code !== 'not-found') throw error;
        // Somebody deleted it: the next one is read back instead.
        first = undefined;
        return;
      }
      if (!kept) throw notKept(first);
    },
  };
}

function notKept({ key }: FirstTicket): AccessPluginError {
  return new AccessPluginError(
    'refused',
    `Jira: ${key} was made with the property ${REQUEST_ID_PROPERTY}, and does not have it when it is read back. Without it no ticket can be told from another, so no further one is made. Look for a rule or an app that removes issue properties; it is asked again with each request.`,
  );
}
