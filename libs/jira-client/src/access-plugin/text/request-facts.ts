import type { AccessRequest, RequestedResource, ReviewThreshold } from '@org/access-plugin-core';
import { visibleName } from '../../text/visible-text.ts';
import { fitLine, fitName } from './fit-text.ts';

/**
 * What a request says, under the names that templates use. A fact has any number of values; none when unset. Names are
 * shown with every invisible character in them.
 */
export const FACTS = {
  user: ({ user }) => given(visibleName(user)),
  roles: ({ roles }) => roles.map(visibleName),
  resources: ({ resources }) => resources.map(resourceText),
  reason: ({ reason }) => given(reason),
  kind: kindText,
  duration: ({ maxDuration }) => durationsOf(maxDuration),
  session_time: ({ sessionTtl }) => durationsOf(sessionTtl),
  starts: ({ assumeStart }) => timesOf(assumeStart),
  expires: ({ expires }) => timesOf(expires),
  decide_by: ({ pendingUntil }) => timesOf(pendingUntil),
  reviewers: ({ suggestedReviewers }) => suggestedReviewers.map(visibleName),
  thresholds: ({ thresholds }) => thresholds.slice(0, 10).map(thresholdText),
  request_id: ({ id }) => given(id),
} as const satisfies Readonly<Record<string, (request: AccessRequest) => readonly string[]>>;

/** The name of a fact. */
export type FactName = keyof typeof FACTS;

/** Whether templates know this name. */
export function isFactName(name: string): name is FactName {
  return Object.hasOwn(FACTS, name);
}

/** What the request is about besides who, what and why: one line each. */
export function detailsOf(request: AccessRequest): readonly string[] {
  return [
    ...labelled('Kind', FACTS.kind(request)),
    ...labelled('Requested duration', FACTS.duration(request)),
    ...labelled('Session time', FACTS.session_time(request)),
    ...labelled('Access starts', FACTS.starts(request)),
    ...labelled('Access ends', FACTS.expires(request)),
    ...labelled('To be decided by', FACTS.decide_by(request)),
    ...labelled('Suggested reviewers', FACTS.reviewers(request)),
    ...FACTS.thresholds(request).map((line) => `Reviews needed: ${line}`),
    ...labelled('Request id', FACTS.request_id(request)),
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

function given(text: string): readonly string[] {
  return text.trim() === '' ? [] : [text];
}

/** By kind and name, with what it is part of: `kube_cluster prod (default/pod-1) in leaf.example`. */
function resourceText(resource: RequestedResource): string {
  const sub = resource.subResource === '' ? '' : ` (${resource.subResource})`;
  const cluster = resource.cluster === '' ? '' : ` in ${resource.cluster}`;
  return fitName(`${resource.kind} ${resource.name}${sub}${cluster}`, 500);
}

function kindText({ kind }: AccessRequest): readonly string[] {
  switch (kind) {
    case 'undefined':
      return [];
    case 'short-term':
      return ['short-term'];
    case 'long-term':
      return ['long-term (access for good)'];
    case 'unknown':
      return ['one that this version does not know'];
  }
}

/** Systems write times far beyond any calendar when they mean none. */
const LAST_TIME = Date.UTC(9999, 0);

function timesOf(at: number | undefined): readonly string[] {
  return at === undefined || at <= 0 || at > LAST_TIME ? [] : [timeText(at)];
}

function durationsOf(ms: number | undefined): readonly string[] {
  return ms === undefined || ms <= 0 ? [] : [durationText(ms)];
}

function thresholdText({ name, approve, deny }: ReviewThreshold): string {
  const sides = [
    ...(approve > 0 ? [`${String(approve)} to approve`] : []),
    ...(deny > 0 ? [`${String(deny)} to deny`] : []),
  ];
  const label = name === '' ? '' : `(${fitName(name, 100)}) `;
  return `${label}${sides.join(', ') || 'none'}`;
}

function labelled(label: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`${label}: ${fitLine(values.join(', '), 1000)}`];
}
