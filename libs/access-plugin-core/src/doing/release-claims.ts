import { isReleased } from '../deciding/claim.ts';
import type { SwapStep } from '../deciding/step.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import type { PluginContext } from '../plugin-context.ts';
import type { Call } from '../ports/call.ts';
import { swap } from './swap.ts';

/** A stop waits no longer for claims to be given back: what remains is waited out by whoever comes next. */
const withinMs = 10_000;
const sideBySide = 16;

/**
 * Gives back the claims of this process, so that the next one need not wait for the hand-over. Only claims with a recorded
 * ticket and no write in doubt: a create that may still show keeps its claim. Never rejects.
 */
export async function releaseClaims(context: PluginContext): Promise<void> {
  const { known, settings, ports } = context;
  const held = [...known.ids()].filter((requestId) => {
    const record = known.of(requestId).record?.value;
    return record?.claimOwner === settings.owner && record.ticketId !== '' && !isReleased(record);
  });
  if (held.length === 0) return;
  const end = new AbortController();
  const call: Call = { signal: end.signal, deadlineMs: Math.min(settings.callTimeoutMs, withinMs) };
  const release = async (): Promise<void> => {
    for (let requestId = held.pop(); requestId !== undefined; requestId = held.pop()) {
      if (end.signal.aborted) return;
      await releaseOne({ ...context, requestId }, call);
    }
  };
  const all = Promise.all(Array.from({ length: sideBySide }, release));
  await Promise.race([all, ports.clock.sleep(withinMs, end.signal).catch(ignore)]);
  end.abort();
}

async function releaseOne(
  context: PluginContext & { readonly requestId: string },
  call: Call,
): Promise<void> {
  const record = context.known.of(context.requestId).record?.value;
  if (record === undefined) return;
  await swap(context, releaseOf(record), call).catch(ignore);
}

function releaseOf({ claimOwner, claimEpoch, ticketId, releasedEpoch }: PluginData): SwapStep {
  const expect = { claimOwner, claimEpoch, ticketId, releasedEpoch };
  return { kind: 'swap', purpose: 'release', expect, set: { releasedEpoch: claimEpoch } };
}

/** A claim that could not be given back is waited out, as after a crash. */
function ignore(): void {}
