/** A registered webhook. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
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
