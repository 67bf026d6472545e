import type { AccessRequest } from '../../../src/domain/access-request.ts';
import type { Settings } from '../../../src/settings.ts';
import type { Board, BoardTicket } from '../../in-memory/board.ts';
import type { Cluster } from '../../in-memory/cluster.ts';
import type { Fields } from '../../../src/ports/plugin-data-store.ts';
import type { Effect, History } from '../history.ts';
import type { Plan } from '../plan.ts';
import type { Replica } from '../replicas.ts';
import { valueAt } from '../versions.ts';

/** Everything that the judges may look at: the world's own history, and how it stands at the end. */
export interface Evidence {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly history: History;
  readonly board: Board;
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly replicas: readonly Replica[];
  /** From here on nothing may be written. */
  readonly restAt: number;
  readonly endAt: number;
}

/** A sentence of the promise that did not hold. */
export interface Violation {
  /** The name of the judge. */
  readonly rule: string;
  readonly what: string;
}

/** One judge: everything that it finds wrong, a sentence each. */
export type Judge = (evidence: Evidence) => readonly string[];

/** A create that took effect. */
export type CreateEffect = Extract<Effect, { readonly kind: 'create' }>;

/** The creates that took effect, oldest first. */
export function creates({ history }: Evidence): readonly CreateEffect[] {
  return history.effects.filter((effect) => effect.kind === 'create');
}

/** One request with everything that belongs to it at the end. */
export interface RequestCase {
  readonly cluster: string;
  readonly requestId: string;
  /** As it is now; absent when it is gone. */
  readonly request: AccessRequest | undefined;
  /** As it was last. */
  readonly last: AccessRequest;
  /** When it went away, if it did. */
  readonly goneAt: number | undefined;
  readonly record: Fields;
  /** The recorded ticket; absent when none is recorded or it is deleted. */
  readonly ticket: BoardTicket | undefined;
}

/** Every request that ever was. */
export function requestCases(evidence: Evidence): readonly RequestCase[] {
  const cases: RequestCase[] = [];
  for (const [id, versions] of evidence.history.requests) {
    const [cluster = '', requestId = ''] = id.split('/');
    const last = versions.findLast(({ value }) => value !== undefined)?.value;
    if (last === undefined) continue;
    const newest = versions.at(-1);
    const record = evidence.clusters.get(cluster)?.records.get(requestId) ?? {};
    cases.push({
      cluster,
      requestId,
      request: newest?.value,
      last,
      goneAt: newest?.value === undefined ? newest?.at : undefined,
      record,
      ticket: evidence.board.tickets.get(record['issue_id'] ?? ''),
    });
  }
  return cases;
}

/** The record of a request at a moment. */
export function recordAt({ history }: Evidence, id: string, at: number): Fields {
  return valueAt(history.records.get(id) ?? [], at) ?? {};
}

/**
 * Once a request has ended, a card from which a person took the request's id can be found by nobody; nor is a move found
 * for certain where the search lags by more than its setting.
 */
export function isUnknowable(
  { plan, settings }: Evidence,
  { request, ticket, requestId }: RequestCase,
): boolean {
  if (request?.state === 'pending') return false;
  return ticket?.requestId !== requestId || plan.worstLagMs > settings.searchLagMs;
}
