import { valuesDuring } from '../versions.ts';
import type { Evidence } from './evidence.ts';

/** A ticket is called deleted only when it is: a dead token or an outage makes nothing disappear. */
export function absencesAreReal({ replicas, history, endAt }: Evidence): readonly string[] {
  const wrong: string[] = [];
  for (const { incarnation, reports } of replicas) {
    for (const report of reports) {
      if (report.kind !== 'ticket-deleted') continue;
      const ever = valuesDuring(history.tickets.get(report.ticketId) ?? [], 0, endAt);
      const wasThere = ever.findIndex((card) => card !== undefined);
      if (!ever.slice(wasThere).includes(undefined)) {
        wrong.push(`${incarnation.name} took ticket ${report.ticketId} for deleted, which it never was`);
      }
    }
  }
  return [...new Set(wrong)];
}
