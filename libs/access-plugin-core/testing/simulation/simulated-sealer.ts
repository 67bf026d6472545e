import type { Sealed, Sealer } from '../../src/ports/sealer.ts';

/** A seal that nobody in the world knows how to forge. */
export const simulatedSealer: Sealer = {
  seal: sealOf,
  verify: (what, seal) => seal === sealOf(what),
};

function sealOf({ instance, requestId, ticketId, projectId, typeId }: Sealed): string {
  return ['sealed', instance, requestId, ticketId, projectId, typeId].join('|');
}
