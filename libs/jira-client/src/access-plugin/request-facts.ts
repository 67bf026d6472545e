import type { AccessRequest, RequestedResource, ReviewThreshold } from '@org/access-plugin-core';
import { fitLine } from './fit-text.ts';

/** A resource by kind and name, with what it is part of: `kube_cluster prod in leaf.example (default/pod-1)`. */
export function resourceText(resource: RequestedResource): string {
  const sub = resource.subResource === '' ? '' : ` (${resource.subResource})`;
  const cluster = resource.cluster === '' ? '' : ` in ${resource.cluster}`;
  return fitLine(`${resource.kind} ${resource.name}${sub}${cluster}`, 500);
}

/** What the request is about besides who, what and why: one line each. */
export function detailsOf(request: AccessRequest): readonly string[] {
  return [
    ...kindDetail(request),
    ...durationDetail('Requested duration', request.maxDuration),
    ...durationDetail('Session time', request.sessionTtl),
    ...timeDetail('Access starts', request.assumeStart),
    ...timeDetail('Access ends', request.expires),
    ...timeDetail('To be decided by', request.pendingUntil),
    ...listDetail('Suggested reviewers', request.suggestedReviewers),
    ...request.thresholds.slice(0, 10).map(thresholdText),
    `Request id: ${fitLine(request.id, 255)}`,
  ];
}

/** A point in time, to the minute, in UTC. */
export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A duration in days, hours and minutes; at least a minute. */
export function durationText(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${String(count)} ${unit}`)
    .join(' ');
}

function kindDetail({ kind }: AccessRequest): string[] {
  if (kind === 'undefined') return [];
  return [`Kind: ${kind === 'long-term' ? 'long-term (access for good)' : 'short-term'}`];
}

/** Systems write times far beyond any calendar when they mean none. */
const LAST_TIME = Date.UTC(9999, 0);

function timeDetail(label: string, at: number | undefined): string[] {
  return at === undefined || at <= 0 || at > LAST_TIME ? [] : [`${label}: ${timeText(at)}`];
}

function durationDetail(label: string, ms: number | undefined): string[] {
  return ms === undefined || ms <= 0 ? [] : [`${label}: ${durationText(ms)}`];
}

function listDetail(label: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${label}: ${fitLine(names.join(', '), 1000)}`];
}

function thresholdText({ name, approve, deny }: ReviewThreshold): string {
  const sides = [
    ...(approve > 0 ? [`${String(approve)} to approve`] : []),
    ...(deny > 0 ? [`${String(deny)} to deny`] : []),
  ];
  const label = name === '' ? 'Reviews needed' : `Reviews needed (${fitLine(name, 100)})`;
  return `${label}: ${sides.join(', ') || 'none'}`;
}
