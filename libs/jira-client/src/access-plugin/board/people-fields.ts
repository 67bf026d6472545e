import type { AccessRequest } from '@org/access-plugin-core';
import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions, JiraDeployment } from '../../api/jira-client-options.ts';
import { DEFAULT_DEADLINE_MS } from '../../api/jira-client-options.ts';
import { oneDeadline } from '../../api/one-deadline.ts';
import type { JiraField } from '../../schemas/field.ts';
import type { JiraUser } from '../../schemas/user.ts';
import type { Board } from './board.ts';
import { findField } from '../text/field-values.ts';
import { findAccount } from './find-account.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import type { RefusedFields } from './refused-fields.ts';

/** What filling the fields of people takes. */
export interface PeopleFields {
  readonly client: JiraClient;
  readonly deployment: JiraDeployment;
  readonly settings: JiraTrackerSettings;
  readonly refused: RefusedFields;
}

const LOOKUP_MS = 2000;
const MOST_REVIEWERS = 20;

/**
 * Reporter and suggested reviewers by field id, as far as they are wanted, the screen has the fields, Jira did not
 * refuse them before, and the accounts are found in time.
 */
export async function peopleFields(
  parts: PeopleFields,
  { board, request }: { readonly board: Board; readonly request: AccessRequest },
  options: JiraCallOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const { client, deployment, settings, refused } = parts;
  const search = { client, deployment, users: settings.users ?? new Map<string, string>() };
  const call = briefly(options, settings.lookupMs ?? LOOKUP_MS);
  const values: Record<string, unknown> = {};
  const reporter = settings.reporter === 'requester' ? findField(board.createScreen, 'reporter') : undefined;
  if (reporter !== undefined && !refused.has(board, reporter.id)) {
    const account = await findAccount(search, request.user, call);
    if (account !== undefined) values[reporter.id] = personValue(account, deployment);
  }
  const reviewers = findReviewersField(board.createScreen, settings.reviewersField);
  if (reviewers !== undefined && !refused.has(board, reviewers.id)) {
    const accounts = new Map<string, JiraUser>();
    // One after the other: several tries with a wrong password at once would lock a Data Center account.
    for (const user of new Set(request.suggestedReviewers.slice(0, MOST_REVIEWERS))) {
      const account = await findAccount(search, user, call);
      if (account !== undefined) accounts.set(account.id, account);
    }
    const people = [...accounts.values()].map((account) => personValue(account, deployment));
    if (people.length > 0) values[reviewers.id] = people;
  }
  return values;
}

/** The field of a screen for several people that has this id or name. */
export function findReviewersField(
  screen: readonly JiraField[],
  idOrName: string | undefined,
): JiraField | undefined {
  const field = idOrName === undefined ? undefined : findField(screen, idOrName);
  return field?.type === 'array' && field.items === 'user' ? field : undefined;
}

/** Most of the time is kept for making the ticket. */
function briefly({ signal, deadlineMs = DEFAULT_DEADLINE_MS }: JiraCallOptions, atMostMs: number) {
  return oneDeadline({ signal, deadlineMs: Math.min(atMostMs, deadlineMs / 4) }, () => performance.now());
}

function personValue({ id, name }: JiraUser, deployment: JiraDeployment): unknown {
  return deployment === 'cloud' ? { accountId: id } : { name: name ?? id };
}
