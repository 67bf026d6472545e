/** One webhook on its way: for assertions and for the faults panel. */
export interface DeliveryRecord {
  /** `X-Atlassian-Webhook-Identifier`: the same for every attempt and copy. */
  readonly identifier: string;
  readonly webhookId: string;
  readonly event: string;
  readonly issueKey: string;
  /** Account id of whoever caused it; absent for changes that the system makes. */
  readonly actorId: string | undefined;
  readonly at: number;
  /** Status per attempt; `undefined` = no answer. Empty = never sent (lost). */
  readonly attempts: (number | undefined)[];
  /** `lost` was never sent; `failed` was given up. */
  state: 'waiting' | 'delivered' | 'failed' | 'lost';
}
