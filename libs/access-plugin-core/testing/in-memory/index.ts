// Both worlds in memory, for the tests of a plugin or an adapter. No test runner is needed.
export { createCluster } from './cluster.ts';
export type { Cluster } from './cluster.ts';
export { createBoard } from './board.ts';
export type { Board, BoardDraft, BoardMove, BoardNote, BoardRelocation, BoardTicket } from './board.ts';
export { createInMemoryAccessRequests } from './in-memory-access-requests.ts';
export type { InMemoryAccessRequests } from './in-memory-access-requests.ts';
export { createInMemoryPluginDataStore } from './in-memory-plugin-data-store.ts';
export { createInMemoryTracker } from './in-memory-tracker.ts';
export type { InMemoryTracker, InMemoryTrackerOptions } from './in-memory-tracker.ts';
export { createManualClock } from './manual-clock.ts';
export type { ManualClock } from './manual-clock.ts';
export { createRecordingObserver } from './recording-observer.ts';
export type { RecordingObserver } from './recording-observer.ts';
