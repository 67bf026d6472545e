import { extraKey } from '../domain/note-key.ts';
import type { Deed } from '../knowing/fact.ts';
import { recordedTicketId } from '../knowing/memory.ts';
import type { Step } from '../deciding/step.ts';
import { nameOf } from './recovery.ts';
import { memoryAt, type RequestContext } from './request-context.ts';

/** Reports a step that was carried out. Looks are too many to be told. */
export function reportDone(context: RequestContext, step: Deed): void {
  if (step.kind === 'look' || step.kind === 'identify') return;
  const { requestId, ports } = context;
  const { observer } = ports;
  const ticketId = 'ticketId' in step ? step.ticketId : recordedTicketId(memoryAt(context));
  observer.report({ kind: 'step', requestId, step: nameOf(step), ticketId });
  switch (step.kind) {
    case 'resolve': {
      const { change, ownAccount } = step;
      return observer.report({
        kind: 'decided',
        requestId,
        ticketId,
        to: change.to,
        by: change.delegator,
        ownAccount,
      });
    }
    case 'review': {
      const { to, author: by = ports.requests.self } = step.review;
      return observer.report({ kind: 'decided', requestId, ticketId, to, by, ownAccount: false });
    }
    case 'note':
      if (step.note.key === extraKey) observer.report({ kind: 'extra-ticket', requestId, ticketId });
      if (step.refusal !== undefined)
        observer.report({ kind: 'no-decision', requestId, ticketId, why: step.refusal });
      return;
    default:
      return;
  }
}

/** Reports a step that failed and when it is tried again. */
export function reportFailed(
  { requestId, ports }: RequestContext,
  step: Deed,
  failed: { readonly code: string; readonly error: string; readonly retryInMs: number },
): void {
  ports.observer.report({ kind: 'step-failed', requestId, step: nameOf(step), ...failed });
}

/** Reports of a rest what a person should know, each once. */
export function reportRest(
  context: RequestContext,
  step: Extract<Step, { kind: 'rest' | 'wait' | 'hold' }>,
): void {
  if (step.kind !== 'rest') return;
  const { requestId, ports } = context;
  const memory = memoryAt(context);
  if (step.why === 'ticket-deleted' && !memory.deletionReported) {
    ports.observer.report({ kind: 'ticket-deleted', requestId, ticketId: recordedTicketId(memory) });
  }
  if (step.why === 'unrecorded-ticket') {
    for (const { id } of memory.others) ports.observer.report({ kind: 'unrecorded-ticket', ticketId: id });
  }
}
