import type { WatchEvent } from '../../src/ports/access-requests.ts';

/** Reads a stream until an event fits; throws when the stream ends first. */
export async function nextEvent(
  stream: AsyncIterator<WatchEvent>,
  fits: (event: WatchEvent) => boolean,
): Promise<WatchEvent> {
  for (;;) {
    const step = await stream.next();
    if (step.done === true) throw new Error('The stream ended before the event came.');
    if (fits(step.value)) return step.value;
  }
}
