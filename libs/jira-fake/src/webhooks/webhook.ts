/**
 * Who sends a webhook. `admin`: the site's own webhooks. `post-function`: the function "Trigger a webhook" of a transition.
 * `automation`: a rule's web request with the data; `automation-key`: one whose author wrote the key alone.
 */
export type WebhookKind = 'admin' | 'post-function' | 'automation' | 'automation-key';

/** A registered webhook. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Who sends it. Absent: `admin`. */
  readonly kind?: WebhookKind;
  /** Event names such as `jira:issue_updated`. */
  readonly events: readonly string[];
  /** Only issues that this query finds. Empty = all. */
  readonly jql: string;
  readonly excludeBody: boolean;
  /** Signs deliveries where set; never shown again. */
  readonly secret: string | undefined;
  readonly enabled: boolean;
  readonly ownerId: string;
  readonly updated: number;
}
