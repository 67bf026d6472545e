import { expect, it } from 'vitest';
import { afterEvent, type GateEvent, type GateState } from './gate-state.ts';

const open: GateState = { kind: 'open', since: 100 };
const shut: GateState = { kind: 'shut', notBefore: 1_000, failures: 1 };
const trying = { kind: 'trying', since: 1_000, width: 2, failures: 3 } as const satisfies GateState;

const event = (kind: GateEvent['kind'], startedAt: number, at = startedAt): GateEvent => ({
  ...{ kind, startedAt, at, random: 0 },
});

interface Case {
  readonly title: string;
  readonly from: GateState;
  readonly on: GateEvent;
  readonly to: GateState;
}

const fromOpen: readonly Case[] = [
  {
    title: 'shuts when a call fails',
    from: open,
    on: event('unreachable', 100, 200),
    to: { kind: 'shut', notBefore: 700, failures: 1 },
  },
  { title: 'stays open after old news', from: open, on: event('unreachable', 99, 200), to: open },
  { title: 'stays open after a read', from: open, on: event('read', 200), to: open },
  { title: 'stays open after a create', from: open, on: event('created', 200), to: open },
  { title: 'stays open whatever a late probe says', from: open, on: event('probe-failed', 200), to: open },
];

const fromShut: readonly Case[] = [
  { title: 'waits no longer when more calls fail', from: shut, on: event('unreachable', 1_500), to: shut },
  { title: 'stays shut after a read that began too early', from: shut, on: event('read', 999), to: shut },
  {
    title: 'lets one create go after a read that began late enough',
    from: shut,
    on: event('read', 1_000, 1_200),
    to: { kind: 'trying', since: 1_000, width: 1, failures: 1 },
  },
  {
    title: 'stays shut after a create that was in flight',
    from: shut,
    on: event('created', 1_500),
    to: shut,
  },
  {
    title: 'waits longer after a probe that failed',
    from: shut,
    on: event('probe-failed', 1_000),
    to: { kind: 'shut', notBefore: 2_000, failures: 2 },
  },
  {
    title: 'probes at once after a probe that hung',
    from: shut,
    on: event('probe-failed', 1_000, 6_000),
    to: { kind: 'shut', notBefore: 6_000, failures: 2 },
  },
];

const fromTrying: readonly Case[] = [
  {
    title: 'shuts again when a call fails',
    from: trying,
    on: event('unreachable', 1_000, 1_500),
    to: { kind: 'shut', notBefore: 3_000, failures: 4 },
  },
  {
    title: 'stays half-open when a call that was in flight fails',
    from: trying,
    on: event('unreachable', 999, 1_500),
    to: trying,
  },
  { title: 'is no wider after a read', from: trying, on: event('read', 1_500), to: trying },
  {
    title: 'is wider after a create, and the next pause is short again',
    from: trying,
    on: event('created', 1_500),
    to: { ...trying, width: 3, failures: 0 },
  },
  {
    title: 'is no wider after a create that was in flight',
    from: trying,
    on: event('created', 999),
    to: trying,
  },
  {
    title: 'opens when the tracker is taken to be well',
    from: { ...trying, width: 7 },
    on: event('created', 1_500),
    to: { kind: 'open', since: 1_000 },
  },
  {
    title: 'stays half-open whatever a late probe says',
    from: trying,
    on: event('probe-failed', 1_500),
    to: trying,
  },
];

it.each([...fromOpen, ...fromShut, ...fromTrying])('B4: the gate $title', ({ from, on, to }) => {
  expect(afterEvent(from, on)).toEqual(to);
});

it('B4: pauses never longer than three seconds, however often the tracker failed', () => {
  const longShut: GateState = { ...shut, failures: 1_000 };
  const { notBefore } = {
    notBefore: 0,
    ...afterEvent(longShut, { ...event('probe-failed', 1_000), random: 1 }),
  };
  expect(notBefore).toBe(4_000);
});
