import { webhookSchema } from '../schemas/webhook.ts';

/** What a webhook's body says. Nothing of it is to be trusted beyond a reason to look at the issue. */
export type JiraWebhook =
  | {
      readonly kind: 'issue';
      /** The numeric id, as a string of digits. */
      readonly issueId: string;
      readonly issueKey: string | undefined;
      readonly projectKey: string | undefined;
      /** For example `jira:issue_updated`. */
      readonly event: string;
      /**
       * Who caused it, where the body says so (Cloud: account id, Data Center: user key). Cloud's comment events name
       * nobody but the comment's author.
       */
      readonly actorId: string | undefined;
      /** Whether the change touched the status. */
      readonly statusChanged: boolean;
      /** When Jira made the event, milliseconds since the epoch; old on a retry. */
      readonly timestamp: number | undefined;
    }
  | { readonly kind: 'ignored'; readonly reason: WebhookIgnored };

/** Why a webhook is of no use: not JSON at all, JSON of another shape, or about something else than an issue. */
export type WebhookIgnored = 'not-json' | 'unexpected-shape' | 'no-issue';

/** Reads a webhook's raw body. Never throws. */
export function parseWebhook(rawBody: Uint8Array | string): JiraWebhook {
  const json = parseJson(rawBody);
  if (json === undefined) return { kind: 'ignored', reason: 'not-json' };
  const parsed = webhookSchema.safeParse(json.value);
  if (!parsed.success) return { kind: 'ignored', reason: 'unexpected-shape' };
  const { issue, user, comment, webhookEvent, changelog, timestamp } = parsed.data;
  // Whoever deleted a comment need not be the one who wrote it.
  const writer = webhookEvent === 'comment_deleted' ? undefined : (comment?.updateAuthor ?? comment?.author);
  const actor = user ?? writer;
  if (issue === undefined) return { kind: 'ignored', reason: 'no-issue' };
  return {
    kind: 'issue',
    issueId: issue.id,
    issueKey: issue.key,
    projectKey: issue.fields?.project?.key ?? issue.key?.replace(/-\d+$/, ''),
    event: webhookEvent,
    actorId: actor?.accountId ?? actor?.key ?? actor?.name,
    statusChanged: changelog?.items.some(({ field }) => field === 'status') ?? false,
    timestamp,
  };
}

function parseJson(rawBody: Uint8Array | string): { readonly value: unknown } | undefined {
  try {
    const text = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
