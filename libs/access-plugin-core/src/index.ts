// For an app that runs a plugin.
export { createAccessPlugin } from './access-plugin.ts';
export type { AccessPlugin, AccessPluginStatus, Internals } from './access-plugin.ts';
export type { TrackerHealth } from './knowing/tracker-health.ts';
export type { Trust } from './hearing/unknown-tickets.ts';
export type { DecisionMode, HiddenPart, RequiredSettings, Settings } from './settings.ts';
export type { Ports } from './ports/ports.ts';
export { shownRequest } from './saying/shown-request.ts';
export { usualNotes } from './saying/usual-notes.ts';

// For an adapter that implements a port.
export type { Call } from './ports/call.ts';
export type { AccessRequests, ReviewSubmission, StateChange, WatchEvent } from './ports/access-requests.ts';
export type { Expectation, Fields, PluginDataStore, Swap } from './ports/plugin-data-store.ts';
export type {
  CreateCall,
  MoveDraft,
  NoteDraft,
  TicketDraft,
  TicketFilter,
  TicketQuery,
  TicketReading,
  TicketSummary,
  Tracker,
} from './ports/tracker.ts';
export type { Directory, Identification } from './ports/directory.ts';
export type { Clock } from './ports/clock.ts';
export type { Random } from './ports/random.ts';
export type { Sealed, Sealer } from './ports/sealer.ts';
export type { Observer, Report } from './ports/observer.ts';
export { AccessPluginError } from './errors.ts';
export type { AccessPluginErrorCode, Outcome } from './errors.ts';

// The words of the domain.
export type {
  AccessRequest,
  RequestKind,
  RequestState,
  RequestedResource,
  ReviewThreshold,
} from './domain/access-request.ts';
export type { Review } from './domain/review.ts';
export type { Resolution } from './domain/resolution.ts';
export type {
  Account,
  ContentChange,
  MoveMark,
  Note,
  StatusChange,
  StatusMeaning,
  Ticket,
  TicketOrigin,
  TicketRef,
} from './domain/ticket.ts';
