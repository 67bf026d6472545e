/** The part of `process` that is needed; an event emitter in tests. */
export interface SignalSource {
  on(event: NodeJS.Signals, listener: () => void): unknown;
  off(event: NodeJS.Signals, listener: () => void): unknown;
}

export interface SignalOptions {
  readonly source: SignalSource;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** How long the work in hand may take after SIGTERM or SIGINT. Default: 15 seconds, as in the original. */
  readonly graceMs?: number;
}

export interface Signals {
  /** Aborts on the first SIGTERM or SIGINT. */
  readonly signal: AbortSignal;
  /** Takes the listeners away. A deadline that runs stays: it ends a process that something keeps alive. */
  stop(): void;
}

const DEFAULT_GRACE_MS = 15_000;
const EXIT_AFTER_SIGINT = 130;

/**
 * The first SIGTERM or SIGINT asks for an orderly end and sets the deadline for it; a second SIGINT ends the process
 * at once. SIGHUP is ignored: the systemd unit sends it on reload, and there is nothing to reload by hand.
 */
export function listenForSignals({ source, exit, graceMs = DEFAULT_GRACE_MS }: SignalOptions): Signals {
  const controller = new AbortController();
  let deadline: NodeJS.Timeout | undefined;
  const finish = () => {
    deadline ??= setTimeout(() => exit(1), graceMs).unref();
    controller.abort();
  };
  const interrupt = () => (controller.signal.aborted ? exit(EXIT_AFTER_SIGINT) : finish());
  const listeners: readonly (readonly [NodeJS.Signals, () => void])[] = [
    ['SIGTERM', finish],
    ['SIGINT', interrupt],
    ['SIGHUP', () => undefined],
  ];
  for (const [name, listener] of listeners) source.on(name, listener);
  return {
    signal: controller.signal,
    stop() {
      for (const [name, listener] of listeners) source.off(name, listener);
    },
  };
}
