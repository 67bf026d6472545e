import { Operation, type Event } from '../gen/teleport/auth_service.js';
import type { AccessRequest } from '../resources/access-request.ts';
import { readAccessRequest } from '../resources/read-access-request.ts';

/** What a watch says. `init` comes first, and nothing from before it is replayed. */
export type AccessRequestEvent =
  | { readonly kind: 'init' }
  /** Created or changed; the request as it is then. */
  | { readonly kind: 'put'; readonly request: AccessRequest }
  /** Gone: deleted or expired. */
  | { readonly kind: 'delete'; readonly id: string };

/** An event from the wire; undefined for what no watcher of access requests needs, also from newer servers. */
export function readEvent({ type, resource }: Event): AccessRequestEvent | undefined {
  if (type === Operation.INIT) return { kind: 'init' };
  if (type === Operation.PUT && resource?.$case === 'accessRequest') {
    return { kind: 'put', request: readAccessRequest(resource.value) };
  }
  if (type === Operation.DELETE && resource?.$case === 'resourceHeader') {
    const { kind, metadata } = resource.value;
    if (kind === KIND && metadata !== undefined) return { kind: 'delete', id: metadata.name };
  }
  return undefined;
}

/** The kind of an access request, as resources name it. */
export const KIND = 'access_request';
