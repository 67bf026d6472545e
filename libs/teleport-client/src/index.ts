// For everybody who calls Teleport.
export { createTeleportClient } from './create-teleport-client.ts';
export type { TeleportClientOptions } from './create-teleport-client.ts';
export type { TeleportClient } from './teleport-client.ts';
export type { CallLimits } from './calls/call-limits.ts';

// The way to the Auth Service.
export type { RouteChoice, RouteReport } from './dial/find-plan.ts';
export type { RouteName } from './dial/dial-plan.ts';
export type { Environment } from './dial/http-proxy.ts';

// Who the client is.
export { readIdentity } from './identity/read-identity.ts';
export type { IdentityLocation } from './identity/read-identity.ts';
export { refreshIdentity } from './identity/refresh-identity.ts';
export type { RefreshIdentityOptions } from './identity/refresh-identity.ts';
export { fixedIdentity } from './identity/identity-source.ts';
export type { IdentitySource } from './identity/identity-source.ts';
export { parseIdentityFile } from './identity/parse-identity-file.ts';
export { checkValidity } from './identity/check-validity.ts';
export type { Identity } from './identity/identity.ts';

// For the start of a program.
export { isOlder, MINIMUM_SERVER_VERSION, pingServer } from './calls/server-version.ts';
export { checkAccess } from './calls/check-access.ts';
export type { AccessNeeds, AccessProblem } from './calls/check-access.ts';

// What goes wrong.
export { TeleportError, TELEPORT_ERROR_CODES } from './errors/teleport-error.ts';
export type { TeleportErrorCode, TeleportErrorInit, TeleportOutcome } from './errors/teleport-error.ts';

// What goes in and comes out.
export type { ClusterInfo } from './calls/ping.ts';
export type { AccessRequestFilter } from './calls/list-access-requests.ts';
export type { NewAccessRequest } from './calls/create-access-request.ts';
export type { StateChange } from './calls/set-access-request-state.ts';
export type { NewAccessReview } from './calls/submit-access-review.ts';
export type { PluginData, PluginDataKey, PluginDataUpdate } from './calls/plugin-data.ts';
export type { User } from './calls/users.ts';
export type {
  AccessRequest,
  AccessRequestKind,
  AccessReview,
  RequestedResource,
  ReviewThreshold,
} from './resources/access-request.ts';
export type { RequestState } from './resources/request-state.ts';
export type { StringLists } from './resources/label-values.ts';
export type { WatchOptions } from './watch/watch-access-requests.ts';
export type { AccessRequestEvent } from './watch/watch-event.ts';
