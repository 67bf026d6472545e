/** What the plugin reports of itself, for logs and metrics. `requestId` and the rest are fields, never part of a sentence. */
export type Report =
  | { readonly kind: 'stream-lost'; readonly error: string; readonly retryInMs: number }
  | { readonly kind: 'stream-open' }
  | { readonly kind: 'sweep-failed'; readonly part: 'requests' | 'tickets'; readonly error: string }
  | { readonly kind: 'swept'; readonly requests: number; readonly tickets: number }
  | { readonly kind: 'step'; readonly requestId: string; readonly step: string; readonly ticketId: string }
  | {
      readonly kind: 'step-failed';
      readonly requestId: string;
      readonly step: string;
      readonly code: string;
      readonly error: string;
      readonly retryInMs: number;
    }
  | {
      readonly kind: 'decided';
      readonly requestId: string;
      readonly ticketId: string;
      readonly to: string;
      readonly by: string;
      /** True when the card was moved with the plugin's own account: give the plugin one of its own. */
      readonly ownAccount: boolean;
    }
  | {
      readonly kind: 'no-decision';
      readonly requestId: string;
      readonly ticketId: string;
      readonly why: string;
    }
  | { readonly kind: 'ticket-deleted'; readonly requestId: string; readonly ticketId: string }
  | { readonly kind: 'extra-ticket'; readonly requestId: string; readonly ticketId: string }
  | { readonly kind: 'unrecorded-ticket'; readonly ticketId: string }
  | { readonly kind: 'unsettled'; readonly requestId: string; readonly steps: number };

/** Log and metrics behind one narrow interface. It must not throw and cannot answer, so reporting never changes a decision. */
export interface Observer {
  report(report: Report): void;
}
