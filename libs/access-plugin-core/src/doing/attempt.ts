import { asAccessPluginError, type AccessPluginError } from '../errors.ts';
import type { Deed, Fact } from '../knowing/fact.ts';
import { recordedTicketId } from '../knowing/memory.ts';
import type { Call } from '../ports/call.ts';
import { execute } from './execute.ts';
import { lookAtTicket } from './look.ts';
import { recoveryFrom } from './recovery.ts';
import { reportDone, reportFailed } from './report.ts';
import { learn, memoryAt, type GatedContext, type RequestContext } from './request-context.ts';

/** Carries a step out. Gives the milliseconds to wait before the next try, if it failed in a way that needs time. */
export async function attempt(
  context: GatedContext & { readonly signal: AbortSignal },
  step: Deed,
): Promise<number | undefined> {
  const call: Call = { signal: context.signal, deadlineMs: deadlineOf(context, step) };
  // It starts first, because a write forgets the record that says which ticket to read.
  const beside = readBeside(context, step, call);
  try {
    const fact = await execute(context, step, call).finally(() => beside);
    for (const known of [fact, await beside]) if (known !== undefined) learn(context, known);
  } catch (thrown) {
    return afterFailure(context, step, asAccessPluginError(thrown));
  }
  reportDone(context, step);
  return undefined;
}

function afterFailure(context: RequestContext, step: Deed, error: AccessPluginError): number | undefined {
  const { ports, settings } = context;
  const { code, outcome, message } = error;
  learn(context, { kind: 'failed', failure: { step, code, outcome, message }, at: ports.clock.monotonic() });
  const memory = memoryAt(context);
  const random = ports.random.next();
  const { maxBackoffMs: maxMs, intervalMs } = settings;
  const recovery = recoveryFrom({ memory, step, error, random, maxMs, intervalMs });
  if (recovery.kind === 'go-on') return undefined;
  reportFailed(context, step, { code, error: message, retryInMs: recovery.inMs });
  return recovery.inMs;
}

/** A decision must be sent within the window of the reads that it rests on, whatever it has to wait for on its way. */
function deadlineOf(context: RequestContext, step: Deed): number {
  const { ports, settings } = context;
  if (step.kind !== 'resolve' && step.kind !== 'review') return settings.callTimeoutMs;
  const { request, record, ticket } = memoryAt(context);
  const starts = [request, record, ticket].map((read) => read?.startedAt ?? 0);
  const leftMs = settings.decisionWindowMs - (ports.clock.monotonic() - Math.min(...starts));
  return Math.max(1, Math.min(settings.callTimeoutMs, leftMs));
}

/** A claim that is taken over to do what is surely due need not wait for the ticket to be read. */
async function readBeside(context: RequestContext, step: Deed, call: Call): Promise<Fact | undefined> {
  const memory = memoryAt(context);
  const isUnread = memory.ticket === undefined && recordedTicketId(memory) !== '';
  if (step.kind !== 'swap' || step.purpose !== 'take-over' || !isUnread) return undefined;
  // A ticket that could not be read stays unread, and the next step says so.
  return lookAtTicket(context, call).catch(() => undefined);
}
