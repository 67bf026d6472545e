import type { NewRequest } from '../cluster/create-request.ts';
import type { RequestFilter } from '../cluster/list-requests.ts';
import type { StateChange } from '../cluster/set-request-state.ts';
import type { ReviewSubmission } from '../cluster/submit-review.ts';
import type { RequestStateSetter } from '../gen/fake/auth_service.ts';
import {
  RequestScope,
  type AccessRequest,
  type AccessRequestFilter,
  type AccessReviewSubmission,
} from '../gen/fake/resources.ts';
import { fromLabelValues, fromTimestamp, fromWireKind, fromWireState } from './wire-values.ts';

/** What a client asks to be created; the id it may have put in is not used. */
export function newRequestFromWire(request: AccessRequest): NewRequest {
  const spec = request.spec;
  const resources = (spec?.requestedResourceIds ?? []).map((id) => ({
    cluster: id.clusterName,
    kind: id.kind,
    name: id.name,
    subResource: id.subResourceName,
  }));
  return {
    user: spec?.user ?? '',
    roles: spec?.roles ?? [],
    resources,
    reason: spec?.requestReason ?? '',
    ...defined('suggestedReviewers', nonEmpty(spec?.suggestedReviewers ?? [])),
    ...defined('kind', spec === undefined ? undefined : fromWireKind(spec.requestKind)),
    ...defined('state', spec === undefined ? undefined : fromWireState(spec.state)),
    ...defined('resourceExpiryMs', fromTimestamp(request.metadata?.expires)),
    dryRun: spec?.dryRun ?? false,
    ...defined('expiresMs', fromTimestamp(spec?.expires)),
    ...defined('maxDurationMs', fromTimestamp(spec?.maxDuration)),
    ...defined('assumeStartMs', fromTimestamp(spec?.assumeStartTime)),
  };
}

/** An absent filter, and empty fields of one, match everything. */
export function filterFromWire(filter: AccessRequestFilter | undefined): RequestFilter {
  if (filter === undefined) return {};
  return {
    ...defined('id', filter.id === '' ? undefined : filter.id),
    ...defined('user', filter.user === '' ? undefined : filter.user),
    ...defined('state', fromWireState(filter.state)),
    ...defined('scope', scopeFromWire(filter.scope)),
    searchKeywords: filter.searchKeywords,
  };
}

/** A state change as sent, nothing checked yet. */
export function stateChangeFromWire(setter: RequestStateSetter): StateChange {
  return {
    id: setter.id,
    state: fromWireState(setter.state),
    reason: setter.reason,
    delegator: setter.delegator,
    annotations: fromLabelValues(setter.annotations),
    roles: setter.roles,
    ...defined('assumeStartMs', fromTimestamp(setter.assumeStartTime)),
  };
}

/** A review as sent, nothing checked yet. */
export function submissionFromWire(submission: AccessReviewSubmission): ReviewSubmission {
  const review = submission.review;
  return {
    requestId: submission.requestId,
    author: review?.author ?? '',
    proposedState: review === undefined ? undefined : fromWireState(review.proposedState),
    reason: review?.reason ?? '',
    roles: review?.roles ?? [],
    annotations: fromLabelValues(review?.annotations),
    onBehalfOfAuthor: review?.submittedOnBehalfOfAuthor ?? false,
    ...defined('assumeStartMs', fromTimestamp(review?.assumeStartTime)),
  };
}

function scopeFromWire(scope: RequestScope): RequestFilter['scope'] {
  if (scope === RequestScope.REQUEST_SCOPE_MY_REQUESTS) return 'my-requests';
  if (scope === RequestScope.REQUEST_SCOPE_NEEDS_REVIEW) return 'needs-review';
  if (scope === RequestScope.REQUEST_SCOPE_REVIEWED) return 'reviewed';
  return undefined;
}

function nonEmpty(values: readonly string[]): readonly string[] | undefined {
  return values.length > 0 ? values : undefined;
}

function defined<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
