import type { AccessPluginStatus } from '@org/access-plugin-core';
import { expect, it } from 'vitest';
import { readinessOf } from './readiness.ts';

const well: AccessPluginStatus = {
  ready: true,
  live: 0,
  queued: 0,
  running: 0,
  sinceSweptMs: 12_000,
  tracker: { state: 'reachable' },
  boardFaults: [],
};
const judge = (status: Partial<AccessPluginStatus>) => {
  const facts = { trackerName: 'Jira', intervalMs: 60_000 };
  const { ready, checks } = readinessOf({ status: { ...well, ...status }, ...facts });
  return { ready, words: checks.map(({ ok, detail }) => `${ok ? 'ok' : 'NOT OK'}: ${detail}`) };
};

it('D2: is ready when the stream is open, sweeps get through and the tracker answers', () => {
  expect(judge({})).toEqual({
    ready: true,
    words: [
      "ok: Teleport's stream of changes is open.",
      'ok: The last whole sweep, or the start, was 12 s ago.',
      'ok: Jira answers.',
      'ok: Every project can decide.',
    ],
  });
});

const down = { state: 'unreachable', error: 'no connection to Jira (ECONNREFUSED).' } as const;
const refusing = { state: 'refusing', error: 'Jira says that nobody is signed in.' } as const;

it.each<[string, Partial<AccessPluginStatus>, boolean, string]>([
  ['a lost stream', { ready: false }, false, "NOT OK: Teleport's stream of changes is not open."],
  [
    'a sweep within three intervals',
    { sinceSweptMs: 239_000 },
    true,
    'ok: The last whole sweep, or the start, was 239 s ago.',
  ],
  [
    'a sweep that does not come back',
    { sinceSweptMs: 241_000 },
    false,
    'NOT OK: The last whole sweep, or the start, was 241 s ago. It should be at most 240 s.',
  ],
  [
    'a short outage of Jira',
    { tracker: { ...down, forMs: 29_000 } },
    true,
    'ok: Jira does not answer, for 29 s: no connection to Jira (ECONNREFUSED).',
  ],
  [
    'a long outage of Jira',
    { tracker: { ...down, forMs: 31_000 } },
    false,
    'NOT OK: Jira does not answer, for 31 s: no connection to Jira (ECONNREFUSED).',
  ],
  [
    'a refused password',
    { tracker: { ...refusing, forMs: 31_000 } },
    false,
    'NOT OK: Jira turns the plugin away, for 31 s: Jira says that nobody is signed in.',
  ],
  [
    'a tracker that was not asked yet',
    { tracker: { state: 'unknown' } },
    true,
    'ok: Jira was not asked yet.',
  ],
])('D2: tells %s', (...[, status, ready, sentence]) => {
  const judged = judge(status);
  expect(judged.ready).toBe(ready);
  expect(judged.words).toContain(sentence);
});

it('B2: names the projects that decide nothing, and is ready all the same', () => {
  const sentence = 'Project OPS has no status for "approved" and decides nothing.';
  const judged = judge({ boardFaults: [sentence] });
  expect(judged.ready).toBe(true);
  expect(judged.words).toContain(`ok: ${sentence}`);
});
