import { AccessPluginError } from '../../src/errors.ts';

/** A queue that is read as a stream. `end` lets a reader finish what is queued; `fail` throws at it after that. */
export interface Feed<T> extends AsyncIterable<T> {
  push(item: T): void;
  end(): void;
  fail(error: AccessPluginError): void;
}

/** Makes a feed for one reader; aborting `signal` ends the reader's wait with `aborted`. */
export function createFeed<T>(signal: AbortSignal): Feed<T> {
  const queued: T[] = [];
  let finished: { readonly error?: AccessPluginError } | undefined;
  let wake = (): void => undefined;
  const finish = (error?: AccessPluginError): void => {
    finished ??= error === undefined ? {} : { error };
    wake();
  };
  const onAbort = (): void => finish(new AccessPluginError('aborted', 'The reader gave up.'));

  async function* read(): AsyncGenerator<T> {
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      for (;;) {
        const item = queued.shift();
        if (item !== undefined) yield item;
        else if (finished === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if (finished.error === undefined) return;
        else throw finished.error;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  return {
    push: (item) => {
      if (finished !== undefined) return;
      queued.push(item);
      wake();
    },
    end: () => finish(),
    fail: finish,
    [Symbol.asyncIterator]: read,
  };
}
