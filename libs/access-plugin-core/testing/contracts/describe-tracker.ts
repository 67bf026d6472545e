import { afterEach, beforeEach, describe } from 'vitest';
import type { AccessRequest } from '../../src/domain/access-request.ts';
import type { StatusMeaning } from '../../src/domain/ticket.ts';
import type { Tracker } from '../../src/ports/tracker.ts';
import { trackerAbsenceTests, trackerCreateTests } from './tracker-create-tests.ts';
import { trackerHistoryTests, trackerNoteTests } from './tracker-history-tests.ts';
import { trackerSearchTests } from './tracker-search-tests.ts';

/** Somebody with an account of their own on the board. */
export interface TrackerPerson {
  /** The account id, as the tracker's port shows it. */
  readonly id: string;
  moves(ticketId: string, to: StatusMeaning): Promise<void>;
  comments(ticketId: string, text: string): Promise<void>;
  /** Changes what approvers read: the summary or the description. */
  edits(ticketId: string): Promise<void>;
  deletes(ticketId: string): Promise<void>;
  /** Opens a ticket that carries the same properties as this one. Gives its id. */
  copies(ticketId: string): Promise<string>;
}

/** A tracker under test. Its board has a column for pending, approved, denied and expired, each reachable from each. */
export interface TrackerSubject {
  readonly tracker: Tracker;
  /** The instance that the tracker writes into its moves. */
  readonly instance: string;
  readonly person: TrackerPerson;
  /** A request that a ticket can be made for; different each time, with an id of its own. */
  newRequest(): AccessRequest;
  /** The plugin's credentials stop being accepted, or are accepted again. */
  setTokenValid(valid: boolean): void | Promise<void>;
  close(): Promise<void>;
}

/** What every `Tracker` must do, in real time. Search may lag by some seconds. Needs vitest. */
export function describeTracker(name: string, make: () => Promise<TrackerSubject>): void {
  describe(`${name} as a Tracker`, () => {
    let subject: TrackerSubject;
    beforeEach(async () => {
      subject = await make();
    });
    afterEach(() => subject.close());

    describe('creating and reading', () => trackerCreateTests(() => subject));
    describe('absence and copies', () => trackerAbsenceTests(() => subject));
    describe('history', () => trackerHistoryTests(() => subject));
    describe('notes', () => trackerNoteTests(() => subject));
    describe('searching', () => trackerSearchTests(() => subject));
  });
}
