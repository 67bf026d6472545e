import { expect, it } from 'vitest';
import { LONGEST_PAUSE_MS, pauseOf } from './pause-of.ts';

const now = Date.parse('2026-03-26T15:59:00Z');

function pause(status: number, headers: Record<string, string>) {
  return pauseOf({ status, headers, body: '' }, now);
}

it.each([
  ['jira-quota-global-based', 'everything'],
  ['jira-quota-tenant-based', 'everything'],
  ['jira-burst-based', 'endpoint'],
  ['jira-per-issue-on-write', 'issue'],
  ['', 'everything'],
])('%j pauses %s', (reason, scope) => {
  expect(pause(429, { 'ratelimit-reason': reason, 'retry-after': '3' })).toEqual({ scope, forMs: 3000 });
});

it('reads a reset time that has no seconds', () => {
  expect(pause(429, { 'x-ratelimit-reset': '2026-03-26T16:00Z' })?.forMs).toBe(60_000);
});

it("measures a reset time on Jira's clock", () => {
  const headers = { 'x-ratelimit-reset': '2026-03-26T16:00Z', date: 'Thu, 26 Mar 2026 15:59:50 GMT' };
  expect(pause(429, headers)?.forMs).toBe(10_000);
});

it('never believes in more than an hour, nor in no time at all', () => {
  expect(pause(429, { 'retry-after': '999999' })?.forMs).toBe(LONGEST_PAUSE_MS);
  expect(pause(429, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })?.forMs).toBeUndefined();
  expect(pause(429, { 'retry-after': '0' })?.forMs).toBeUndefined();
  expect(pause(503, { 'retry-after': '0' })).toBeUndefined();
});

it('leaves the time open when none is stated', () => {
  expect(pause(429, {})).toEqual({ scope: 'everything', forMs: undefined });
  expect(pause(429, { 'retry-after': 'soon' })?.forMs).toBeUndefined();
});

it('takes a 503 as a pause only when it names a time', () => {
  expect(pause(503, { 'retry-after': '5' })).toEqual({ scope: 'everything', forMs: 5000 });
  expect(pause(503, {})).toBeUndefined();
});

it('takes no other answer as a pause, though Data Center always sends the header', () => {
  expect(pause(200, { 'retry-after': '0' })).toBeUndefined();
});
