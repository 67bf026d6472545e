import type { Evidence } from './evidence.ts';

/** `claim_epoch` only rises and is never deleted, as long as the record exists. */
export function claimEpochNeverFalls({ history }: Evidence): readonly string[] {
  const wrong: string[] = [];
  for (const [id, versions] of history.records) {
    let before = 0;
    for (const { value } of versions) {
      const epoch = value === undefined ? before : Number(value['claim_epoch'] ?? '0');
      if (epoch < before) wrong.push(`the epoch of ${id} fell from ${before} to ${epoch}`);
      before = epoch;
    }
  }
  return wrong;
}
