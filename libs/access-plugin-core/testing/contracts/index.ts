// What every implementation of a port must do, as suites of tests. They import vitest.
export { describeAccessRequests } from './describe-access-requests.ts';
export type { AccessRequestsSubject } from './describe-access-requests.ts';
export { describePluginDataStore } from './describe-plugin-data-store.ts';
export type { PluginDataStoreSubject } from './describe-plugin-data-store.ts';
export { describeTracker } from './describe-tracker.ts';
export type { TrackerPerson, TrackerSubject } from './describe-tracker.ts';
