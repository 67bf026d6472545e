import type { CallMade, Process } from './history.ts';

/** A call that is about to be sent. */
export function callMade(
  by: Process,
  name: string,
  more: Pick<CallMade, 'about' | 'calledAt'> & Partial<CallMade>,
): CallMade {
  return { by, name, ...more };
}
