// For the tests of an integration: its ports in memory, and what people do there.
export { createCluster } from './in-memory/cluster.ts';
export type { Cluster } from './in-memory/cluster.ts';
export { createBoard } from './in-memory/board.ts';
export type {
  Board,
  BoardDraft,
  BoardMove,
  BoardNote,
  BoardRelocation,
  BoardTicket,
} from './in-memory/board.ts';
export { createInMemoryAccessRequests } from './in-memory/in-memory-access-requests.ts';
export type { InMemoryAccessRequests } from './in-memory/in-memory-access-requests.ts';
export { createInMemoryPluginDataStore } from './in-memory/in-memory-plugin-data-store.ts';
export { createInMemoryTracker } from './in-memory/in-memory-tracker.ts';
export type { InMemoryTracker, InMemoryTrackerOptions } from './in-memory/in-memory-tracker.ts';
export { createManualClock } from './in-memory/manual-clock.ts';
export type { ManualClock } from './in-memory/manual-clock.ts';
export { createRecordingObserver } from './in-memory/recording-observer.ts';
export type { RecordingObserver } from './in-memory/recording-observer.ts';

// For the tests of an adapter: what every implementation of a port must do. These import vitest.
export { describeAccessRequests } from './contracts/describe-access-requests.ts';
export type { AccessRequestsSubject } from './contracts/describe-access-requests.ts';
export { describePluginDataStore } from './contracts/describe-plugin-data-store.ts';
export type { PluginDataStoreSubject } from './contracts/describe-plugin-data-store.ts';
export { describeTracker } from './contracts/describe-tracker.ts';
export type { TrackerPerson, TrackerSubject } from './contracts/describe-tracker.ts';

// For trying a plugin, or a change to one, in seeded worlds with virtual time.
export { makePlan } from './simulation/make-plan.ts';
export { shrink } from './simulation/shrink.ts';
export type { ShrinkOptions } from './simulation/shrink.ts';
export { simulate } from './simulation/simulate.ts';
export type { Outcome as SimulationOutcome, RunOptions as SimulationOptions } from './simulation/simulate.ts';
export type { Plan as SimulationPlan, ScheduleKind } from './simulation/plan.ts';
export type { MakePlugin, SimulatedPlugin } from './simulation/replicas.ts';
export type { Violation } from './simulation/oracle/evidence.ts';
