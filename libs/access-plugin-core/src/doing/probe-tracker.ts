import type { PluginContext } from '../plugin-context.ts';

/** An answer that takes longer says nothing good; a slower tracker is found well by any other read of it. */
const probeTimeoutMs = 5_000;
/** Few tickets change in so short a time, so that the list is short. */
const recentMs = 60_000;

/** Asks for the first page of the tickets that changed just now: a tracker answers it to the plugin's account alone. */
export async function probeTracker({ ports, settings }: PluginContext, signal: AbortSignal): Promise<void> {
  const deadlineMs = Math.min(settings.callTimeoutMs, probeTimeoutMs);
  for await (const _page of ports.tracker.list({ updatedWithinMs: recentMs }, { signal, deadlineMs })) return;
}
