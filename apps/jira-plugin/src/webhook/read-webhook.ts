import type { IncomingHttpHeaders } from 'node:http';

/** What names a ticket in its own system. */
export interface TicketHint {
  readonly ticketId: string;
  /** What happened to it, for the log. */
  readonly event: string;
}

/** What a webhook comes to; `reason` is for the log. */
export type Receipt =
  | ({ readonly kind: 'hint' } & TicketHint)
  /** Understood, and of no use. */
  | { readonly kind: 'dropped'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** How a tracker's webhooks are read. The endpoint itself knows nothing of any tracker. */
export interface WebhookReader {
  /** `undefined`: webhooks are not signed. */
  readonly signature: SignatureCheck | undefined;
  /** Called once the signature holds. Must cost little for any body, and never throw. */
  read(body: Buffer): Receipt;
}

/** How a tracker's signature is looked at. */
export interface SignatureCheck {
  /** Whether the headers hold something in the form of a signature: without it the body need not be read. */
  seemsSigned(headers: IncomingHttpHeaders): boolean;
  holds(body: Buffer, headers: IncomingHttpHeaders): boolean;
}
