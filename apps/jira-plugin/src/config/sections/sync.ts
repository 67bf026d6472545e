import { defaulted, duration, type Reading, readSettings, wholeNumber } from '@org/plugin-host';

export interface SyncConfig {
  /** Between two sweeps over everything pending. */
  readonly intervalMs: number;
  /** After claiming a request, how long a ticket may still be sent. */
  readonly sendWindowMs: number;
  /** How long after it was sent Jira may still make a ticket. */
  readonly createBoundMs: number;
  /** How long one call to Jira or Teleport may take. */
  readonly callTimeoutMs: number;
  /** How long due work of another replica is left to it. */
  readonly handoverMs: number;
  /** How many requests are worked on at once. */
  readonly parallelism: number;
}

export const syncSettings = {
  interval: defaulted('60s', {
    kind: duration('1s', '1h'),
    meaning: 'How often everything pending is looked at, which finds what a lost webhook missed.',
  }),
  send_window: defaulted('10s', {
    kind: duration('1s', '5m'),
    meaning: 'How long after claiming a request its ticket may be sent. Change it on all replicas at once.',
  }),
  create_bound: defaulted('30s', {
    kind: duration('1s', '1h'),
    meaning: 'How long after sending Jira may still make a ticket. Not below call_timeout.',
  }),
  call_timeout: defaulted('10s', {
    kind: duration('1s', '1m'),
    meaning: 'How long one call to Jira or Teleport may take.',
  }),
  handover: defaulted('15s', {
    kind: duration('0', '10m'),
    meaning: 'How long due work of another replica is left to it before this one takes it over.',
  }),
  parallelism: defaulted(8, {
    kind: wholeNumber(1, 128),
    meaning: 'How many requests are worked on at once.',
  }),
};

/** Reads `[sync]`. */
export function readSync(reading: Reading): SyncConfig {
  const values = readSettings(reading, 'sync', syncSettings);
  if (values.create_bound < values.call_timeout) {
    reading.findings.faults.push({
      key: 'sync.create_bound',
      problem: 'is shorter than call_timeout',
      expected: 'at least as long, because a call may take effect until it times out',
      example: 'create_bound = "30s"',
    });
  }
  return {
    callTimeoutMs: values.call_timeout,
    handoverMs: values.handover,
    intervalMs: values.interval,
    sendWindowMs: values.send_window,
    createBoundMs: values.create_bound,
    parallelism: values.parallelism,
  };
}
