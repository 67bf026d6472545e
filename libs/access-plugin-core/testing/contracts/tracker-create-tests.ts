import { expect, it } from 'vitest';
import { AccessPluginError } from '../../src/errors.ts';
import type { Ticket, TicketRef } from '../../src/domain/ticket.ts';
import type { Tracker } from '../../src/ports/tracker.ts';
import type { TrackerSubject } from './describe-tracker.ts';
import { abandonedCall, failure, patientCall } from './patient-call.ts';

/** Creates a ticket for a new request, by the tracker itself. */
export async function createTicket(
  subject: TrackerSubject,
  beforeSend = (): void => undefined,
): Promise<TicketRef> {
  const request = subject.newRequest();
  const origin = { cluster: 'example', instance: subject.instance, epoch: 3, expires: 1_790_000_000_000 };
  return subject.tracker.create({ request, origin }, { ...patientCall(), beforeSend });
}

/** Reads a ticket that must be there. */
export async function readTicket(tracker: Tracker, ticketId: string): Promise<Ticket> {
  const reading = await tracker.read(ticketId, patientCall());
  if (reading.at === 'gone') throw new Error(`The ticket ${ticketId} is gone.`);
  return reading.ticket;
}

/** Creating and reading single tickets. */
export function trackerCreateTests(subject: () => TrackerSubject): void {
  it('creates a ticket that reads back as ours, pending and untouched', async () => {
    const { tracker, instance } = subject();
    const request = subject().newRequest();
    const origin = { cluster: 'example', instance, epoch: 3, expires: 1_790_000_000_000 };
    const ref = await tracker.create({ request, origin }, { ...patientCall(), beforeSend: () => undefined });
    const ticket = await readTicket(tracker, ref.id);
    expect(ticket).toMatchObject({ ...ref, requestId: request.id, origin, creatorId: tracker.selfId });
    expect(ticket).toMatchObject({ status: 'pending', contentChanges: [], notes: [] });
    expect(ticket.statusChanges.filter((change) => change.author?.id !== tracker.selfId)).toEqual([]);
    expect(
      [...ticket.reachable].filter((meaning) => meaning !== 'other' && meaning !== 'pending').toSorted(),
    ).toEqual(['approved', 'denied', 'expired']);
  });

  it('calls beforeSend exactly once', async () => {
    let calls = 0;
    await createTicket(subject(), () => void (calls += 1));
    expect(calls).toBe(1);
  });

  it('sends nothing when beforeSend throws, and throws the same', async () => {
    const { tracker } = subject();
    const request = subject().newRequest();
    const beforeSend = (): void => {
      throw new AccessPluginError('window-passed', 'Too late.');
    };
    const draft = { request, origin: { cluster: 'example', instance: subject().instance, epoch: 1 } };
    await expect(tracker.create(draft, { ...patientCall(), beforeSend })).rejects.toMatchObject(
      failure('window-passed'),
    );
    // A ticket made now is found in the end; one made by the call above would be found beside it.
    const ref = await tracker.create(draft, { ...patientCall(), beforeSend: () => undefined });
    await expect.poll(() => found(tracker, request.id), { timeout: 10_000 }).toEqual([ref.id]);
  });

  it('does nothing for a caller who has given up, and does not call beforeSend', async () => {
    const { tracker } = subject();
    let sent = false;
    const draft = { request: subject().newRequest(), origin: { cluster: 'c', instance: 'i', epoch: 1 } };
    const call = { ...abandonedCall(), beforeSend: () => void (sent = true) };
    await expect(tracker.create(draft, call)).rejects.toMatchObject(failure('aborted'));
    expect(sent).toBe(false);
    await expect(tracker.read('1', abandonedCall())).rejects.toMatchObject(failure('aborted'));
  });
}

/** What a ticket that is missing, hidden or copied looks like. */
export function trackerAbsenceTests(subject: () => TrackerSubject): void {
  it('says gone for a ticket that a person deleted', async () => {
    const ref = await createTicket(subject());
    await subject().person.deletes(ref.id);
    expect(await subject().tracker.read(ref.id, patientCall())).toEqual({ at: 'gone' });
  });

  it('never says gone, and lists and finds nothing as empty, while its token is not accepted', async () => {
    const { tracker } = subject();
    const ref = await createTicket(subject());
    await subject().setTokenValid(false);
    await expect(tracker.read(ref.id, patientCall())).rejects.toMatchObject(failure('unauthorized'));
    await expect(found(tracker, 'any')).rejects.toMatchObject(failure('unauthorized'));
    const pages = tracker.list({ status: 'pending' }, patientCall())[Symbol.asyncIterator]();
    await expect(pages.next()).rejects.toMatchObject(failure('unauthorized'));
    await subject().setTokenValid(true);
    expect(await readTicket(tracker, ref.id)).toMatchObject({ id: ref.id });
  });

  it('tells a copy by its creator, whatever properties it carries', async () => {
    const { tracker, person } = subject();
    const ref = await createTicket(subject());
    const copy = await readTicket(tracker, await person.copies(ref.id));
    expect(copy.creatorId).toBe(person.id);
    expect(copy.requestId).toBe((await readTicket(tracker, ref.id)).requestId);
  });
}

async function found(tracker: Tracker, requestId: string): Promise<readonly string[]> {
  return tracker.find({ requestId, sinceMs: 0 }, patientCall());
}
