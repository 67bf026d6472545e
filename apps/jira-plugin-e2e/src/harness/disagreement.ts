import type { MockIssue } from './jira-world.ts';
import type { MockRequest, TeleportState } from './teleport-world.ts';
import { until } from './until.ts';
import type { Worlds } from './worlds.ts';

const columns: Readonly<Record<MockRequest['state'], string>> = {
  pending: 'Pending',
  approved: 'Approved',
  denied: 'Denied',
  promoted: 'Approved',
};

/**
 * What is not yet as it must be at rest, judged by the mocks' own state alone: exactly one ticket, recorded; the card
 * where the request is; each review and the end noted once; the end marked. Nothing when all is well.
 */
export async function disagreement(worlds: Worlds, requestId: string): Promise<string | undefined> {
  const [teleport, issues] = await Promise.all([worlds.teleport.state(), worlds.jira.issuesOf(requestId)]);
  const request = teleport.requests.find(({ id }) => id === requestId);
  if (request === undefined) return 'Teleport has lost the request';
  const [issue, ...extras] = issues;
  if (issue === undefined) return 'there is no ticket';
  if (extras.length > 0) return `there are ${issues.length} tickets`;
  const record = recordOf(teleport, requestId);
  if (record['issue_id'] !== issue.id) return `the record names the ticket ${record['issue_id']}`;
  if (issue.status !== columns[request.state]) return `the card is in ${issue.status}`;
  const ending = request.state === 'pending' ? undefined : request.state;
  if (record['resolution'] !== ending) return `the record is marked ${record['resolution']}`;
  return wrongNotes(issue, request);
}

/** Waits until nothing is wrong any more. */
export async function inAgreement(
  worlds: Worlds,
  requestId: string,
  after = 'all that was done',
): Promise<void> {
  let last: string | undefined;
  await until(
    () => `both sides to agree on ${requestId} after ${after}: ${last}`,
    async () => {
      last = await disagreement(worlds, requestId);
      return last === undefined;
    },
    40_000,
  );
}

function recordOf({ pluginData }: TeleportState, requestId: string): Readonly<Record<string, string>> {
  return pluginData.find(({ resource }) => resource === requestId)?.entries['jira'] ?? {};
}

function wrongNotes({ comments }: MockIssue, { state, reviews }: MockRequest): string | undefined {
  const keys = comments.map(({ properties }) => keyOf(properties['teleportAccessNote']));
  const endings = keys.filter((key) => key.startsWith('resolution:'));
  if (endings.join() !== (state === 'pending' ? '' : `resolution:${state}`))
    return `it notes ${endings.join()}`;
  for (const { author } of reviews) {
    const notes = keys.filter((key) => key.startsWith('review:') && key.endsWith(`:${author}`));
    if (notes.length !== 1) return `the review of ${author} is noted ${notes.length} times`;
  }
  return new Set(keys).size === keys.length ? undefined : `notes are doubled: ${keys.join()}`;
}

function keyOf(property: unknown): string {
  return typeof property === 'object' && property !== null && 'key' in property ? String(property.key) : '';
}
