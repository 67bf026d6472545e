import { scanJson, type Scan } from './scan-json.ts';

/** What a webhook's body says. Nothing of it is to be trusted beyond a reason to look at the issue. */
export type JiraWebhook =
  | {
      readonly kind: 'issue';
      /** The numeric id, as a string of digits; `undefined` where the body names the issue by its key alone. */
      readonly issueId: string | undefined;
      /** There wherever `issueId` is not. */
      readonly issueKey: string | undefined;
      readonly projectKey: string | undefined;
      /**
       * For example `jira:issue_updated`. `undefined` in what a workflow's post function and an automation rule send,
       * which is about an issue whatever happened to it.
       */
      readonly event: string | undefined;
      /**
       * Who caused it, where the body says so (Cloud: account id, Data Center: user key). Cloud's comment events name
       * nobody but the comment's author.
       */
      readonly actorId: string | undefined;
      /** Whether the change touched the status, as far as the list of changes was read. */
      readonly statusChanged: boolean;
    }
  | { readonly kind: 'ignored'; readonly reason: WebhookIgnored };

/** Why a webhook is of no use: not JSON at all, JSON of another shape, or about something else than an issue. */
export type WebhookIgnored = 'not-json' | 'unexpected-shape' | 'no-issue';

const person = { accountId: 'text', key: 'text', name: 'text' } as const;

/** The part of a body that is read, of any event, product and age. */
const wanted = {
  webhookEvent: 'text',
  issue: { id: 'text', key: 'text', fields: { project: { key: 'text' } } },
  user: person,
  comment: { author: person, updateAuthor: person },
  changelog: { items: [{ field: 'text' }] },
  // An automation rule sends the issue itself.
  id: 'text',
  key: 'text',
  fields: { project: { key: 'text' } },
} as const;

/** Reads a webhook's raw body in one bounded pass (`scanJson`). Never throws. */
export function parseWebhook(rawBody: Uint8Array | string): JiraWebhook {
  const scan = scanJson(typeof rawBody === 'string' ? new TextEncoder().encode(rawBody) : rawBody, wanted);
  if (scan.form !== 'object') {
    return { kind: 'ignored', reason: scan.form === 'broken' ? 'not-json' : 'unexpected-shape' };
  }
  const event = first(scan, 'webhookEvent');
  const issue = issueOf(scan, event);
  if (issue === undefined) {
    return { kind: 'ignored', reason: isOfIssue(event) ? 'unexpected-shape' : 'no-issue' };
  }
  return {
    kind: 'issue',
    ...issue,
    event,
    actorId: actorOf(scan, event),
    // What was not read may have been the status.
    statusChanged: (scan.values.get('changelog.items.field') ?? []).includes('status') || !scan.complete,
  };
}

type Issue = Pick<Extract<JiraWebhook, { kind: 'issue' }>, 'issueId' | 'issueKey' | 'projectKey'>;

/** What names the issue. A name that is not in the form of an id goes no further: it would end up in a path. */
function issueOf(scan: Scan, event: string | undefined): Issue | undefined {
  const inside = scan.values.has('issue.id') || scan.values.has('issue.key') || event !== undefined;
  const prefix = inside ? 'issue.' : '';
  const id = first(scan, `${prefix}id`);
  if (id !== undefined && !/^[1-9]\d{0,18}$/.test(id)) return undefined;
  const key = first(scan, `${prefix}key`);
  const issueKey =
    key !== undefined && /^[A-Za-z][A-Za-z0-9_]{0,99}-[1-9]\d{0,18}$/.test(key) ? key : undefined;
  if (id === undefined && issueKey === undefined) return undefined;
  const projectKey = first(scan, `${prefix}fields.project.key`) ?? issueKey?.replace(/-\d+$/, '');
  return { issueId: id, issueKey, projectKey };
}

function isOfIssue(event: string | undefined): boolean {
  return event === undefined || /^(?:jira:issue|issue|comment)_/.test(event);
}

function actorOf(scan: Scan, event: string | undefined): string | undefined {
  const named = (whom: string): string | undefined =>
    first(scan, `${whom}.accountId`) ?? first(scan, `${whom}.key`) ?? first(scan, `${whom}.name`);
  // Whoever deleted a comment need not be the one who wrote it.
  const writer =
    event === 'comment_deleted' ? undefined : (named('comment.updateAuthor') ?? named('comment.author'));
  return named('user') ?? writer;
}

function first(scan: Scan, path: string): string | undefined {
  return scan.values.get(path)?.[0];
}
