import type { Evidence } from './evidence.ts';

/** `issue_id` never changes once it is set, as long as the record exists. */
export function recordedTicketNeverChanges({ history }: Evidence): readonly string[] {
  const wrong: string[] = [];
  for (const [id, versions] of history.records) {
    let before = '';
    for (const { value } of versions) {
      if (value === undefined) continue;
      const recorded = value['issue_id'] ?? '';
      if (before !== '' && recorded !== before)
        wrong.push(`${id} recorded ${before}, then ${recorded || 'nothing'}`);
      before = recorded;
    }
  }
  return wrong;
}
