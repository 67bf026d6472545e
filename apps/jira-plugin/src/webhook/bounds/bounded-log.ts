/** The part of a logger that the endpoint uses. A pino logger fits as it is. */
export interface WebhookLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  /** Whether lines of this level are printed at all. */
  isLevelEnabled(level: string): boolean;
}

type Level = 'debug' | 'info' | 'warn';

export interface BoundedLogOptions {
  readonly perSecond: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/**
 * Lets a number of lines through in each second and counts the others, so that a stranger who can reach the port
 * cannot fill the disk. The next line that passes carries the count as `suppressed`. Lines of a level that is not
 * printed count for nothing.
 */
export function boundLog(log: WebhookLog, { perSecond, now }: BoundedLogOptions): WebhookLog {
  let secondStart = -Infinity;
  let written = 0;
  let suppressed = 0;
  const write = (level: Level) => (fields: object, message: string) => {
    if (!log.isLevelEnabled(level)) return;
    if (now() - secondStart >= 1000) {
      secondStart = now();
      written = 0;
    }
    if (written >= perSecond) {
      suppressed += 1;
      return;
    }
    written += 1;
    log[level](suppressed === 0 ? fields : { ...fields, suppressed }, message);
    suppressed = 0;
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    isLevelEnabled: (level) => log.isLevelEnabled(level),
  };
}
