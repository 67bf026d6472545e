import type { ClusterEvent } from '../cluster/cluster-state.ts';
import type { VersionRules } from '../cluster/version-rules.ts';
import { Operation, type Event } from '../gen/fake/auth_service.ts';
import type { WatchKind } from '../gen/fake/resources.ts';
import { metadataOf, requestToWire } from './request-to-wire.ts';
import { passesFilter } from './watch-filter.ts';

/** The first message of a stream; `kinds` are those that the server accepted, `undefined` where it does not say. */
export function initEvent(kinds: readonly WatchKind[] | undefined): Event {
  const type = Operation.OPERATION_INIT;
  if (kinds === undefined) return { type, resource: undefined };
  const metadata = metadataOf('');
  const value = { kind: 'watch_status', subKind: '', version: 'v1', metadata, spec: { kinds: [...kinds] } };
  return { type, resource: { $case: 'watchStatus', value } };
}

/** What a stream of these kinds tells of a change; `undefined` when nothing. */
export function changeEvent(
  change: ClusterEvent,
  to: { kinds: readonly WatchKind[]; rules: VersionRules },
): Event | undefined {
  const own = to.kinds.filter((kind) => kind.kind === 'access_request');
  switch (change.type) {
    case 'put':
      if (!own.some((kind) => passesFilter(change.request, kind.filter))) return undefined;
      return {
        type: Operation.OPERATION_PUT,
        resource: { $case: 'accessRequest', value: requestToWire(change.request, to.rules) },
      };
    case 'delete':
      // Filters apply to PUT only: a deletion carries no spec to filter by.
      if (own.length === 0) return undefined;
      return {
        type: Operation.OPERATION_DELETE,
        resource: {
          $case: 'resourceHeader',
          value: { kind: 'access_request', subKind: '', version: 'v3', metadata: metadataOf(change.id) },
        },
      };
  }
}
