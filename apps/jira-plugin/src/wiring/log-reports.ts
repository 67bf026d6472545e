import type { Observer, Report } from '@org/access-plugin-core';
import { boundLog, type WebhookLog } from '../webhook/bounds/bounded-log.ts';

/** Lines in any second, at the most: an outage with a thousand live requests must not fill the disk. */
const linesPerSecond = 5;

/** What logging needs beside the log. */
export interface LogReportsOptions {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Called once, right after the line that says so. */
  readonly onReady: () => void;
}

/** Turns what the core reports into log lines: a constant sentence each, the facts as fields. */
export function logReports(log: WebhookLog, { now, onReady }: LogReportsOptions): Observer {
  const bounded = boundLog(log, { perSecond: linesPerSecond, now });
  let announced = false;
  return {
    report: (report) => {
      // The endpoint listens before the watch is opened, so the first open stream means that both work.
      if (report.kind === 'stream-open' && !announced) {
        announced = true;
        log.info({}, 'Plugin is ready');
        onReady();
        return;
      }
      write(report, log, bounded);
    },
  };
}

function write(report: Report, log: WebhookLog, bounded: WebhookLog): void {
  const { kind, ...fields } = report;
  switch (kind) {
    case 'decided':
      if (report.ownAccount)
        log.warn({}, "The card was moved with the plugin's own account; give the plugin one of its own");
      return log.info(fields, 'A moved card was carried over to Teleport');
    case 'stream-open':
      return log.info(fields, 'Watching access requests');
    case 'stream-lost':
      return bounded.warn(fields, 'The watch of access requests ended; it is opened again');
    case 'sweep-failed':
      return bounded.warn(fields, 'A sweep could not be finished; the next one begins anew');
    case 'step-failed':
      return bounded.warn(fields, 'A step could not be done; it is tried again');
    case 'ticket-deleted':
      return log.warn(fields, 'A ticket was deleted by somebody; it is not made again');
    case 'extra-ticket':
      return log.warn(fields, 'A second ticket of a request was found; it is being closed');
    case 'unrecorded-ticket':
      return bounded.info(fields, 'A ticket without a record was left as it is');
    case 'no-decision':
      return log.info(fields, 'A moved card decided nothing');
    case 'unsettled':
      return bounded.warn(fields, 'A request has not come to rest; it is looked at again later');
    case 'swept':
    case 'step':
      return log.debug(fields, sentences[kind]);
  }
}

const sentences = {
  swept: 'Everything pending was looked over',
  step: 'A step was done',
} as const;
