import { parseWebhook, verifyWebhookSignature, type JiraWebhook } from '@org/jira-client';
import type { Secret } from '@org/plugin-host';
import type { Receipt, SignatureCheck, WebhookReader } from './read-webhook.ts';

/** What is compared with a webhook to tell whether it is of use. */
export interface ReceiveSettings {
  /** The projects that hold tickets; events of others are dropped, unless the ticket is known. */
  readonly projectKeys: readonly string[];
  /** Whether the plugin knows the issue with this id as a ticket of its own. Must cost little. */
  readonly knowsTicket: (issueId: string) => boolean;
  /** Not empty: the body must be signed with one of them. */
  readonly webhookSecrets: readonly Secret[];
  readonly ownAccount: OwnAccount | undefined;
}

/** The account that the plugin itself uses in Jira. Events that it caused tell nothing new. */
export interface OwnAccount {
  /** Cloud: account id; Data Center: user key. */
  readonly id: string;
  /**
   * True where a move by this account can never decide. False where a person may share it (`override` with one
   * account for both): its moves are then looked at, at the price of one read for each move of our own.
   */
  readonly dropMoves: boolean;
}

/** Reads Jira's webhooks. */
export function createJiraReader(settings: ReceiveSettings): WebhookReader {
  return { signature: signatureOf(settings), read: (body) => receive(body, settings) };
}

const signatureHeader = 'x-hub-signature';

function signatureOf({ webhookSecrets }: ReceiveSettings): SignatureCheck | undefined {
  if (webhookSecrets.length === 0) return undefined;
  return {
    seemsSigned: (headers) => /^sha256=[0-9a-f]{64}$/i.test(String(headers[signatureHeader])),
    holds: (body, headers) => {
      const secrets = webhookSecrets.map((secret) => secret.reveal());
      return verifyWebhookSignature(body, String(headers[signatureHeader]), secrets);
    },
  };
}

function receive(body: Buffer, settings: ReceiveSettings): Receipt {
  const webhook = parseWebhook(body);
  if (webhook.kind === 'issue') return judge(webhook, settings);
  if (webhook.reason === 'no-issue') return { kind: 'dropped', reason: webhook.reason };
  return { kind: 'refused', reason: webhook.reason };
}

type IssueWebhook = Extract<JiraWebhook, { kind: 'issue' }>;

function judge(webhook: IssueWebhook, settings: ReceiveSettings): Receipt {
  const { issueId, issueKey, event = 'none', actorId, statusChanged } = webhook;
  const { ownAccount } = settings;
  if (!/^(?:(?:jira:issue|issue|comment)_|none$)/.test(event))
    return { kind: 'dropped', reason: 'unknown-event' };
  if (isOfOtherProject(webhook, settings)) return { kind: 'dropped', reason: 'other-project' };
  const isOwn = ownAccount !== undefined && actorId === ownAccount.id;
  if (isOwn && (ownAccount.dropMoves || !statusChanged)) return { kind: 'dropped', reason: 'own-write' };
  // Jira's keys are in capitals: each other spelling would be looked up as a ticket of its own.
  const ticketId = issueId ?? issueKey?.toUpperCase();
  return ticketId === undefined ? { kind: 'dropped', reason: 'no-issue' } : { kind: 'hint', ticketId, event };
}

/**
 * The key of a project can be changed, and an issue can be moved: an id that is known is ours under every key. A key alone
 * does not say whether the ticket is known; one read, below the ceiling for unknown tickets, does.
 */
function isOfOtherProject(
  { issueId, projectKey }: IssueWebhook,
  { projectKeys, knowsTicket }: ReceiveSettings,
): boolean {
  const project = projectKey?.toUpperCase();
  if (project === undefined || projectKeys.some((key) => key.toUpperCase() === project)) return false;
  return issueId !== undefined && !knowsTicket(issueId);
}
