import { parseWebhook, verifyWebhookSignature, type JiraWebhook } from '@org/jira-client';
import type { Secret } from '../config/secret.ts';

/** What is compared with a webhook to tell whether it is of use. */
export interface ReceiveSettings {
  /** The projects that hold tickets; events of others are dropped. */
  readonly projectKeys: readonly string[];
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

/** What to do with a webhook; `reason` is for the log. */
export type Receipt =
  | { readonly kind: 'hint'; readonly issueId: string; readonly event: string }
  | {
      readonly kind: 'dropped';
      readonly reason: 'no-issue' | 'unknown-event' | 'other-project' | 'own-write';
    }
  | { readonly kind: 'refused'; readonly reason: 'bad-signature' | 'not-json' | 'unexpected-shape' };

/** Judges a webhook by its raw body and signature. The body is not parsed before the signature holds. Never throws. */
export function receive(body: Buffer, signature: string | undefined, settings: ReceiveSettings): Receipt {
  const secrets = settings.webhookSecrets.map((secret) => secret.reveal());
  if (secrets.length > 0 && !verifyWebhookSignature(body, signature, secrets)) {
    return { kind: 'refused', reason: 'bad-signature' };
  }
  const webhook = parseWebhook(body);
  if (webhook.kind === 'issue') return judge(webhook, settings);
  if (webhook.reason === 'no-issue') return { kind: 'dropped', reason: webhook.reason };
  return { kind: 'refused', reason: webhook.reason };
}

function judge(
  webhook: Extract<JiraWebhook, { kind: 'issue' }>,
  { projectKeys, ownAccount }: ReceiveSettings,
): Receipt {
  const { issueId, event, actorId, statusChanged } = webhook;
  const project = webhook.projectKey?.toUpperCase();
  if (!/^(?:jira:issue|issue|comment)_/.test(event)) return { kind: 'dropped', reason: 'unknown-event' };
  if (project !== undefined && !projectKeys.some((key) => key.toUpperCase() === project)) {
    return { kind: 'dropped', reason: 'other-project' };
  }
  const isOwn = ownAccount !== undefined && actorId === ownAccount.id;
  if (isOwn && (ownAccount.dropMoves || !statusChanged)) return { kind: 'dropped', reason: 'own-write' };
  return { kind: 'hint', issueId, event };
}
