import type { PageQuery } from '../cluster/list-requests.ts';
import type { AccessRequest } from '../cluster/access-request.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Caller } from '../cluster/users.ts';
import { rulesOf } from '../cluster/version-rules.ts';
import { TeleportFakeError } from '../errors.ts';
import {
  RequestSort,
  type AuthServiceServer,
  type ListAccessRequestsRequest,
  type PingResponse,
} from '../gen/fake/auth_service.ts';
import type { AccessRequest as WireRequest, AccessRequestFilter } from '../gen/fake/resources.ts';
import { enter, pass, unary, type ServerContext } from './call-guard.ts';
import { pluginDataToWire } from './plugin-data-to-wire.ts';
import {
  filterFromWire,
  newRequestFromWire,
  stateChangeFromWire,
  submissionFromWire,
} from './request-from-wire.ts';
import type { RequestHistory } from './request-history.ts';
import { requestToWire } from './request-to-wire.ts';
import { StatusError } from './status-error.ts';
import { userToWire } from './users-service.ts';
import type { WatchStreams } from './watch-streams.ts';
import { GO_ZERO_TIME } from './wire-values.ts';

/** The handlers of `proto.AuthService`. */
export function authService(
  context: ServerContext,
  parts: { streams: WatchStreams; history: RequestHistory },
): AuthServiceServer {
  const { cluster } = context;
  return {
    ping: (call, answer) =>
      unary(context, 'Ping', { effect: () => pingResponse(context, call.getPeer()) })(call, answer),
    watchEvents: (call) => parts.streams.open(call),
    ...requestLists(context, parts.history),
    ...requestChanges(context),
    getPluginData: unary(context, 'GetPluginData', {
      resource: (filter) => filter.resource,
      effect: (caller, filter) => ({
        pluginData: cluster.getPluginData(caller, filter).map(pluginDataToWire),
      }),
    }),
    updatePluginData: unary(context, 'UpdatePluginData', {
      resource: (update) => update.resource,
      effect: (caller, update) => {
        cluster.updatePluginData(caller, update);
        return {};
      },
    }),
    getUser: unary(context, 'GetUser', {
      effect: (caller, { name }) => {
        cluster.requireUserRight(caller, 'read', name);
        return userToWire(cluster, name);
      },
    }),
  };
}

function requestChanges(
  context: ServerContext,
): Pick<
  AuthServiceServer,
  'createAccessRequestV2' | 'deleteAccessRequest' | 'setAccessRequestState' | 'submitAccessReview'
> {
  const { cluster } = context;
  const toWire = requestEncoder(cluster);
  return {
    createAccessRequestV2: unary(context, 'CreateAccessRequestV2', {
      effect: (caller, request) => toWire(cluster.createRequest(caller, newRequestFromWire(request))),
    }),
    deleteAccessRequest: unary(context, 'DeleteAccessRequest', {
      resource: ({ id }) => id,
      effect: (caller, { id }) => {
        cluster.deleteRequest(caller, id);
        return {};
      },
    }),
    setAccessRequestState: unary(context, 'SetAccessRequestState', {
      resource: ({ id }) => id,
      effect: (caller, setter) => {
        cluster.setRequestState(caller, stateChangeFromWire(setter));
        return {};
      },
    }),
    submitAccessReview: unary(context, 'SubmitAccessReview', {
      resource: ({ requestId }) => requestId,
      effect: (caller, submission) => toWire(cluster.submitReview(caller, submissionFromWire(submission))),
    }),
  };
}

function requestLists(
  context: ServerContext,
  history: RequestHistory,
): Pick<AuthServiceServer, 'listAccessRequests' | 'getAccessRequestsV2'> {
  const toWire = requestEncoder(context.cluster);
  const stored = (filter: AccessRequestFilter | undefined): readonly AccessRequest[] | undefined => {
    const { staleListMs } = context.settings;
    const byId = (filter?.id ?? '') !== '';
    return staleListMs > 0 && !byId ? history.asOf(staleListMs) : undefined;
  };
  const list = (caller: Caller, filter: AccessRequestFilter | undefined): readonly AccessRequest[] =>
    context.cluster
      .listRequests(caller, filterFromWire(filter), stored(filter))
      .slice(0, context.settings.truncateListTo);
  return {
    listAccessRequests: unary(context, 'ListAccessRequests', {
      resource: ({ filter }) => filter?.id ?? '',
      effect: (caller, request) => {
        if (!context.settings.listAccessRequests) {
          throw new TeleportFakeError(
            'not-implemented',
            'unknown method ListAccessRequests for service proto.AuthService',
          );
        }
        const { truncateListTo } = context.settings;
        const page = context.cluster.listPage(caller, {
          filter: filterFromWire(request.filter),
          page: pageQuery(request),
          source: truncateListTo === undefined ? stored(request.filter) : list(caller, request.filter),
        });
        return { accessRequests: page.requests.map(toWire), nextKey: page.nextKey };
      },
    }),
    getAccessRequestsV2: (call) => {
      const method = 'GetAccessRequestsV2';
      const resource = call.request.id;
      const run = async (): Promise<void> => {
        const caller = enter(context, call, { method, resource });
        if (!(await pass(context, call, { method, resource, when: 'before' }))) return;
        for (const request of list(caller, call.request)) call.write(toWire(request));
        if (await pass(context, call, { method, resource, when: 'after' })) call.end();
      };
      run().catch((error: unknown) => call.emit('error', StatusError.from(error)));
    },
  };
}

function requestEncoder(cluster: Cluster): (request: AccessRequest) => WireRequest {
  return (request) => requestToWire(request, rulesOf(cluster.settings.serverVersion));
}

function pageQuery(request: ListAccessRequestsRequest): PageQuery {
  const { limit, startKey, descending } = request;
  const sort = sortOf(request.sort);
  return { limit, startKey, descending, ...(sort === undefined ? {} : { sort }) };
}

function sortOf(sort: RequestSort): PageQuery['sort'] {
  if (sort === RequestSort.REQUEST_SORT_CREATED) return 'created';
  if (sort === RequestSort.REQUEST_SORT_STATE) return 'state';
  if (sort === RequestSort.REQUEST_SORT_USER) return 'user';
  if (sort === RequestSort.REQUEST_SORT_DEFAULT) return undefined;
  throw new TeleportFakeError('bad-parameter', `unsupported access request sort index '${sort}'`);
}

function pingResponse(context: ServerContext, remoteAddr: string): PingResponse {
  const { cluster, settings } = context;
  return {
    clusterName: cluster.name,
    serverVersion: cluster.settings.serverVersion,
    serverFeatures: { accessControls: true, advancedAccessWorkflows: settings.advancedAccessWorkflows },
    proxyPublicAddr: settings.proxyPublicAddr,
    isBoring: false,
    remoteAddr,
    loadAllCas: false,
    licenseExpiry: GO_ZERO_TIME,
  };
}
