// For tests and mocks that run a fake Teleport.
export { startTeleportFake } from './start-teleport-fake.ts';
export type { TeleportFake, TeleportFakeOptions } from './start-teleport-fake.ts';
export type { ServerSettings } from './server/server-settings.ts';
export type { StreamEnd } from './server/watch-streams.ts';
export type { CallLog, CallRecord } from './server/call-log.ts';

// The ways to it besides dialing Auth directly.
export { startBalancer } from './faces/start-balancer.ts';
export type { AlpnManner, Balancer } from './faces/start-balancer.ts';
export { startConnectProxy } from './faces/start-connect-proxy.ts';
export type { ConnectProxy, ConnectProxyOptions } from './faces/start-connect-proxy.ts';
export { startProxy } from './faces/start-proxy.ts';
export type { ProxySettings, ProxyTarget, TeleportProxy } from './faces/start-proxy.ts';
export type { Listener, ListenAt } from './faces/listen.ts';

// The cluster inside it.
export { ADMIN, createCluster } from './cluster/cluster.ts';
export type { Cluster, ClusterOptions } from './cluster/cluster.ts';
export type { ClusterEvent, ClusterSettings } from './cluster/cluster-state.ts';
export { DEFAULT_ROLES, DEFAULT_USERS } from './cluster/default-users.ts';
export type {
  AccessListRef,
  AccessRequest,
  LabelMap,
  RequestKind,
  RequestState,
  ResourceId,
  Review,
  Threshold,
} from './cluster/access-request.ts';
export type { AuditEvent } from './cluster/audit-log.ts';
export type { NewRequest } from './cluster/create-request.ts';
export type { RequestFilter } from './cluster/list-requests.ts';
export type {
  PluginDataFilter,
  PluginDataMap,
  PluginDataRecord,
  PluginDataUpdate,
} from './cluster/plugin-data-record.ts';
export type { StateChange } from './cluster/set-request-state.ts';
export type { ReviewSubmission } from './cluster/submit-review.ts';
export type { Caller, RequestConditions, ReviewConditions, Role, Rule, User } from './cluster/users.ts';

// Faults.
export { parseFaultRule } from './faults/fault-rule.ts';
export type { FaultRule } from './faults/fault-rule.ts';
export type { FaultPoint, FaultRules, FaultStatus, FaultVerdict } from './faults/fault-rules.ts';

// Certificates.
export type { Authority, KeyAndCert } from './certificates/authority.ts';
export type { Identity, IdentityRequest } from './certificates/identity.ts';
export type { RotationPhase } from './certificates/rotation.ts';
export { TeleportFakeError } from './errors.ts';
export type { TeleportFakeErrorCode } from './errors.ts';
