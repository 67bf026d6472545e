import type { LabelMap } from './access-request.ts';

/** One thing that happened, named like Teleport's audit events. */
export interface AuditEvent {
  readonly event:
    | 'access_request.create'
    | 'access_request.review'
    | 'access_request.update'
    | 'access_request.delete'
    | 'access_request.expire';
  readonly timeMs: number;
  readonly requestId: string;
  /** Who called. */
  readonly user: string;
  /** On whose behalf, as the caller claimed (`jira:someone@example.com`). */
  readonly delegator?: string;
  readonly reviewer?: string;
  readonly submittedBy?: string;
  /** The state after the event, or the one a review proposed. */
  readonly state?: string;
  readonly reason?: string;
  readonly annotations?: LabelMap;
}
