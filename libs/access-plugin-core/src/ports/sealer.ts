/** What a seal vouches for. */
export interface Sealed {
  readonly instance: string;
  readonly requestId: string;
  readonly ticketId: string;
  readonly projectId: string;
  readonly typeId: string;
}

/** A message authentication code over a record. */
export interface Sealer {
  seal(what: Sealed): string;
  /** True when `seal` is ours for exactly this. */
  verify(what: Sealed, seal: string): boolean;
}
