import type { Evidence } from './evidence.ts';

/** I10: some time after all trouble has ended nothing is written any more. */
export function restIsReached({ history, restAt }: Evidence): readonly string[] {
  return history.effects
    .filter((effect) => effect.by !== undefined && effect.calledAt >= restAt)
    .slice(0, 3)
    .map((effect) => `${effect.by?.name ?? ''} still wrote (${effect.kind}) at ${effect.calledAt}`);
}
