import type { StatusChange, Ticket } from '@org/access-plugin-core';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';

/** Tells of each move of a person to a column without a meaning once. */
export interface MovesToNothing {
  tell(ticket: Ticket): void;
}

const REMEMBERED = 5000;

/** Creates an empty memory of what was told. */
export function createMovesToNothing(selfId: string, notice: JiraTrackerSettings['notice']): MovesToNothing {
  const told = new Set<string>();
  return {
    tell(ticket) {
      const newest = ticket.statusChanges.reduce<StatusChange | undefined>(
        (best, change) => (best === undefined || change.id > best.id ? change : best),
        undefined,
      );
      if (newest === undefined || newest.to !== 'other' || newest.author?.id === selfId) return;
      const name = `${ticket.id} ${String(newest.id)}`;
      if (told.has(name)) return;
      const [oldest] = told;
      if (told.size >= REMEMBERED && oldest !== undefined) told.delete(oldest);
      told.add(name);
      const message = `The card of ${ticket.key} was moved to "${newest.toName}", which has no meaning in [jira.statuses]: nothing follows from it.`;
      notice?.({ kind: 'moved-to-nothing', level: 'info', message });
    },
  };
}
