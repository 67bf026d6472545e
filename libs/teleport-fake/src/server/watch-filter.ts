import type { AccessRequest } from '../cluster/access-request.ts';
import { TeleportFakeError } from '../errors.ts';

type Filter = Readonly<Record<string, string>>;

const KEYS: readonly string[] = ['id', 'user', 'state'];
const STATES: readonly string[] = ['NONE', 'PENDING', 'APPROVED', 'DENIED', 'PROMOTED'];

/** Throws bad-parameter, in Teleport's words, for a key that a watch of access requests does not take, or a state that is none. */
export function requireFilter(filter: Filter): void {
  const unknown = Object.keys(filter).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new TeleportFakeError('bad-parameter', `unknown filter key ${unknown}`);
  const { state } = filter;
  if (state === undefined || STATES.includes(state)) return;
  throw new TeleportFakeError('bad-parameter', `unknown request state: "${state}"`);
}

/** Does the request pass a filter that {@link requireFilter} accepted? */
export function passesFilter(request: AccessRequest, filter: Filter): boolean {
  const { id, user, state } = filter;
  if (id !== undefined && id !== request.id) return false;
  if (user !== undefined && user !== request.user) return false;
  return state === undefined || state === request.state.toUpperCase();
}
