import type { AccessPluginErrorCode } from '../../src/errors.ts';
import type { Call } from '../../src/ports/call.ts';

/** A call that waits ten seconds and is given up by nobody. */
export function patientCall(): Call {
  return { signal: new AbortController().signal, deadlineMs: 10_000 };
}

/** A call whose caller has given up before it began. */
export function abandonedCall(): Call {
  const controller = new AbortController();
  controller.abort();
  return { signal: controller.signal, deadlineMs: 10_000 };
}

/** What a thrown `AccessPluginError` of this code looks like to `toMatchObject`. */
export function failure(code: AccessPluginErrorCode): object {
  return { name: 'AccessPluginError', code };
}
