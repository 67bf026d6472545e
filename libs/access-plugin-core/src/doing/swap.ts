import { noPluginData } from '../domain/plugin-data.ts';
import type { Fact } from '../knowing/fact.ts';
import type { SwapStep } from '../deciding/step.ts';
import type { Call } from '../ports/call.ts';
import type { Expectation } from '../ports/plugin-data-store.ts';
import { encodePluginData, storedKeys } from './plugin-data-codec.ts';
import { learn, memoryAt, type RequestContext } from './request-context.ts';

/** Writes the record if it holds what is expected. */
export async function swap(context: RequestContext, step: SwapStep, call: Call): Promise<Fact> {
  const { ports, requestId } = context;
  const { clock } = ports;
  // A first claim expects every key to be empty, so that nothing else can be in the record.
  const before = memoryAt(context).record?.value ?? { ...noPluginData, ...step.expect };
  const { expect, set } = sealed(context, step);
  const startedAt = clock.monotonic();
  learn(context, { kind: 'sending', step, at: startedAt });
  const expectation = toExpectation(expect);
  await ports.pluginData.compareAndSwap(requestId, { expect: expectation, set: encodePluginData(set) }, call);
  const record = { value: { ...before, ...set }, startedAt };
  return { kind: 'swapped', step, record, at: clock.monotonic() };
}

function toExpectation(expected: SwapStep['expect']): Expectation {
  const fields = encodePluginData(expected);
  return { ...fields, claim_epoch: fields[storedKeys.claimEpoch] ?? '' };
}

/** A record that names a ticket is sealed with the write that names it. */
function sealed(context: RequestContext, { expect, set }: SwapStep): Pick<SwapStep, 'expect' | 'set'> {
  const { ports, requestId, settings } = context;
  const { ticketId, projectId = '', typeId = '' } = set;
  if (ports.sealer === undefined || ticketId === undefined) return { expect, set };
  const { instance } = settings;
  const seal = ports.sealer.seal({ instance, requestId, ticketId, projectId, typeId });
  return { expect: { ...expect, seal: memoryAt(context).record?.value.seal ?? '' }, set: { ...set, seal } };
}
