import type { Fact } from '../knowing/fact.ts';
import type { NoteDraft } from '../ports/tracker.ts';
import { shownRequest } from '../saying/shown-request.ts';
import type { PluginContext } from '../plugin-context.ts';
import type { CreateGate } from './create-gate.ts';
import type { Memory } from '../knowing/memory.ts';
import { observe } from '../knowing/observe.ts';
import type { Observation } from '../knowing/observation.ts';

/** What the work on one request is done with. */
export interface RequestContext extends PluginContext {
  readonly requestId: string;
}

/** What steps towards a ticket are carried out with. */
export interface GatedContext extends RequestContext {
  readonly gate: CreateGate;
}

/** What is known of the request now. */
export function memoryAt({ known, requestId }: RequestContext): Memory {
  return known.of(requestId);
}

/** Lets the process know a fact about the request. */
export function learn({ known, requestId }: RequestContext, fact: Fact): void {
  known.learn(requestId, fact);
}

/** The observation that a decision rests on now. Reads two clocks and checks the seal, and nothing else. */
export function observationAt(context: RequestContext): Observation {
  const { requestId, ports, settings } = context;
  const { clock, tracker, requests, directory } = ports;
  return observe(memoryAt(context), {
    requestId,
    wall: clock.wall(),
    startedAt: context.startedAt,
    monotonic: clock.monotonic(),
    tracker: { selfId: tracker.selfId, name: tracker.name },
    selfUser: requests.self,
    hasDirectory: directory !== undefined,
    seal: checkSeal(context),
    details: detailsOf(context),
    settings,
  });
}

/** What the tracker wants said in a note, of what the ticket may show. */
function detailsOf(context: RequestContext): NoteDraft | undefined {
  const { ports, settings } = context;
  const { ticket, request } = memoryAt(context);
  if (ticket === undefined || ticket.value === 'gone' || request === undefined) return undefined;
  return ports.tracker.detailsNote?.(ticket.value, shownRequest(request.value, settings.hidden));
}

function checkSeal(context: RequestContext): Observation['seal'] {
  const { requestId, ports, settings } = context;
  if (ports.sealer === undefined) return 'unused';
  const record = memoryAt(context).record?.value;
  const { ticketId = '', projectId = '', typeId = '', seal = '' } = record ?? {};
  const what = { instance: settings.instance, requestId, ticketId, projectId, typeId };
  return ports.sealer.verify(what, seal) ? 'good' : 'bad';
}
