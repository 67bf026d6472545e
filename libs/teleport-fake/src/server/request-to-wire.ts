import type { AccessRequest, ResourceId, Review } from '../cluster/access-request.ts';
import type { VersionRules } from '../cluster/version-rules.ts';
import type {
  AccessRequest as WireRequest,
  AccessRequestSpec,
  AccessReview as WireReview,
  Metadata,
  ResourceId as WireResourceId,
  ThresholdIndexSets,
} from '../gen/fake/resources.ts';
import { toLabelValues, toTimestamp, toWireKind, toWireState } from './wire-values.ts';

/** A request as a Go server of that version sends it, with every field that Go emits even when unset. */
export function requestToWire(request: AccessRequest, rules: VersionRules): WireRequest {
  return {
    kind: 'access_request',
    subKind: '',
    version: 'v3',
    metadata: {
      ...metadataOf(request.id, request.revision),
      expires: toTimestamp(request.resourceExpiryMs),
    },
    spec: specOf(request, rules),
  };
}

/** Metadata of any resource in the default namespace. */
export function metadataOf(name: string, revision = ''): Metadata {
  return { name, namespace: 'default', description: '', labels: {}, expires: undefined, revision };
}

function specOf(request: AccessRequest, rules: VersionRules): AccessRequestSpec {
  const ids = request.resources.map(resourceToWire);
  return {
    user: request.user,
    roles: [...request.roles],
    state: toWireState(request.state),
    created: toTimestamp(request.createdMs),
    expires: toTimestamp(request.expiresMs),
    requestReason: request.requestReason,
    resolveReason: request.resolveReason,
    resolveAnnotations: toLabelValues(request.resolveAnnotations),
    systemAnnotations: toLabelValues(request.systemAnnotations),
    thresholds: request.thresholds.map((threshold) => ({ ...threshold })),
    roleThresholdMapping: thresholdMapping(request),
    reviews: request.reviews.map(reviewToWire),
    suggestedReviewers: [...request.suggestedReviewers],
    requestedResourceIds: ids,
    loginHint: '',
    dryRun: false,
    maxDuration: toTimestamp(request.maxDurationMs),
    sessionTtl: toTimestamp(request.sessionTtlMs),
    accessList: request.accessList === undefined ? undefined : { ...request.accessList },
    assumeStartTime: request.assumeStartMs === undefined ? undefined : toTimestamp(request.assumeStartMs),
    resourceExpiry: rules.resourceExpiry ? toTimestamp(request.resourceExpiryMs) : undefined,
    requestKind: toWireKind(rules.requestKinds ? request.kind : 'undefined-kind'),
    requestedResourceAccessIds: rules.requestKinds ? ids.map((id) => ({ id })) : [],
  };
}

function thresholdMapping(request: AccessRequest): Record<string, ThresholdIndexSets> {
  return Object.fromEntries(
    Object.entries(request.roleThresholds).map(([role, sets]) => [
      role,
      { sets: sets.map((indexes) => ({ indexes: [...indexes] })) },
    ]),
  );
}

function reviewToWire(review: Review): WireReview {
  return {
    author: review.author,
    roles: [...review.roles],
    proposedState: toWireState(review.proposedState),
    reason: review.reason,
    created: toTimestamp(review.createdMs),
    annotations: toLabelValues(review.annotations),
    thresholdIndexes: [...review.thresholdIndexes],
    accessList: undefined,
    assumeStartTime: review.assumeStartMs === undefined ? undefined : toTimestamp(review.assumeStartMs),
    submittedBy: review.submittedBy,
    submittedOnBehalfOfAuthor: review.onBehalfOfAuthor,
  };
}

function resourceToWire(resource: ResourceId): WireResourceId {
  return {
    clusterName: resource.cluster,
    kind: resource.kind,
    name: resource.name,
    subResourceName: resource.subResource,
  };
}
