/** One person's word on a request. */
export interface Review {
  /** The user whose review it is. */
  readonly author: string;
  readonly proposes: 'approved' | 'denied' | 'promoted';
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Who handed it in, where that is somebody else than the author. */
  readonly submittedBy?: string;
}
