import type { AccessRequest } from '../../../../src/domain/access-request.ts';
import type { StatusChange } from '../../../../src/domain/ticket.ts';
import type { Fields } from '../../../../src/ports/plugin-data-store.ts';
import type { BoardTicket } from '../../../in-memory/board.ts';
import type { Effect, Process } from '../../history.ts';
import { asShown } from '../../site.ts';
import { valuesDuring } from '../../versions.ts';
import type { Evidence } from '../evidence.ts';

/** A note that the plugin wrote. */
export type NoteEffect = Extract<Effect, { readonly kind: 'note' }> & { readonly by: Process };

/** A note, and what its writer can have seen when it was written. */
export interface NoteCase {
  readonly evidence: Evidence;
  readonly note: NoteEffect;
  readonly requestId: string;
  /** `cluster/request`. */
  readonly about: string;
  /** What the writer knew may be as old as this. */
  readonly from: number;
  /** The ticket, the request and the record as they were at any moment that the writer may have read. */
  readonly cards: readonly BoardTicket[];
  readonly requests: readonly (AccessRequest | undefined)[];
  readonly records: readonly Fields[];
  /** The change that the note's key names. */
  readonly change: StatusChange | undefined;
}

/** What a process knows can be as old as two intervals and the time of its calls, in milliseconds. */
const callsMs = 60_000;
const longestIntervalMs = 180_000;

/** Everything that belongs to a note; `undefined` for a ticket that never named a request. */
export function noteCase(evidence: Evidence, note: NoteEffect): NoteCase | undefined {
  const { history, settings } = evidence;
  const from = note.sentAt - 2 * Math.min(settings.intervalMs, longestIntervalMs) - callsMs;
  const versions = history.tickets.get(note.ticketId) ?? [];
  const requestId = versions.find(({ value }) => value?.requestId !== undefined)?.value?.requestId;
  if (requestId === undefined) return undefined;
  const about = `${note.by.deployment.cluster}/${requestId}`;
  const kept = present(valuesDuring(versions, from, note.sentAt));
  const cards = kept.flatMap((card) => [
    asShown(evidence.plan, card, from),
    asShown(evidence.plan, card, note.calledAt),
  ]);
  return {
    evidence,
    note,
    requestId,
    about,
    from,
    cards,
    requests: valuesDuring(history.requests.get(about) ?? [], from, note.sentAt),
    records: present(valuesDuring(history.records.get(about) ?? [], from, note.sentAt)),
    change: cards
      .flatMap(({ statusChanges }) => statusChanges)
      .findLast(({ id }) => note.key === `answer:${id}` || note.key === `waiting:${id}`),
  };
}

/** Some ticket and some request, as they were at moments that the writer may have read, fit together. */
export function someSight(
  { cards, requests }: NoteCase,
  fits: (card: BoardTicket, request: AccessRequest) => boolean,
): boolean {
  return cards.some((card) => present(requests).some((request) => fits(card, request)));
}

/** The ticket as it is when the run ends. */
export function cardAtEnd({ evidence, note }: NoteCase): BoardTicket | undefined {
  return evidence.board.tickets.get(note.ticketId);
}

/** Those that exist. */
export function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value) => value !== undefined);
}
