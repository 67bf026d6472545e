import type { ClaimPhase, PluginData } from '../domain/plugin-data.ts';
import type { Resolution } from '../domain/resolution.ts';
import type { Fields } from '../ports/plugin-data-store.ts';

/** The stored name of every field: the first nine are the original plugin's, letter by letter. */
export const storedKeys = {
  ticketId: 'issue_id',
  ticketKey: 'issue_key',
  user: 'user',
  roles: 'roles',
  created: 'created',
  requestReason: 'request_reason',
  reviewsCount: 'reviews_count',
  resolution: 'resolution',
  resolveReason: 'resolve_reason',
  claimOwner: 'claim_owner',
  claimEpoch: 'claim_epoch',
  claimPhase: 'claim_phase',
  releasedEpoch: 'claim_released',
  instance: 'instance',
  expires: 'expires',
  projectId: 'project_id',
  typeId: 'issue_type_id',
  seal: 'seal',
} as const satisfies Record<keyof PluginData, string>;

const resolutions: readonly string[] = ['approved', 'denied', 'promoted', 'expired'] satisfies Resolution[];
const phases: readonly string[] = ['creating', 'unknown', 'open'] satisfies ClaimPhase[];

/** Reads a stored record. Total: whatever stands there, a value that makes no sense counts as not set. */
export function decodePluginData(fields: Fields): PluginData {
  const text = (key: keyof PluginData): string => fields[storedKeys[key]] ?? '';
  const resolution = text('resolution');
  const phase = text('claimPhase');
  return {
    ticketId: text('ticketId'),
    ticketKey: text('ticketKey'),
    user: text('user'),
    roles: text('roles'),
    created: count(text('created')),
    requestReason: text('requestReason'),
    reviewsCount: count(text('reviewsCount')),
    resolution: resolutions.includes(resolution) ? (resolution as Resolution) : '',
    resolveReason: text('resolveReason'),
    claimOwner: text('claimOwner'),
    claimEpoch: count(text('claimEpoch')),
    claimPhase: phases.includes(phase) ? (phase as ClaimPhase) : '',
    releasedEpoch: count(text('releasedEpoch')),
    instance: text('instance'),
    expires: count(text('expires')),
    projectId: text('projectId'),
    typeId: text('typeId'),
    seal: text('seal'),
  };
}

/** Writes the given fields only, under their stored names. */
export function encodePluginData(data: Partial<PluginData>): Fields {
  const fields: Record<string, string> = {};
  for (const key of Object.keys(data) as (keyof PluginData)[]) {
    const value = data[key];
    fields[storedKeys[key]] = value === undefined || value === 0 ? '' : String(value);
  }
  return fields;
}

function count(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}
