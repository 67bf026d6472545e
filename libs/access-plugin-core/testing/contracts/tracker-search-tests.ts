import { expect, it } from 'vitest';
import type { TicketFilter, TicketSummary, Tracker } from '../../src/ports/tracker.ts';
import type { TrackerSubject } from './describe-tracker.ts';
import { patientCall } from './patient-call.ts';
import { createTicket, readTicket } from './tracker-create-tests.ts';

const soon = { timeout: 10_000 };

/** Finding tickets again. A search may lag, so what must appear is waited for. */
export function trackerSearchTests(subject: () => TrackerSubject): void {
  it('finds the ticket of a request in the end', async () => {
    const { tracker } = subject();
    const ref = await createTicket(subject());
    const { requestId } = await readTicket(tracker, ref.id);
    await expect
      .poll(() => tracker.find({ requestId: requestId ?? '', sinceMs: 0 }, patientCall()), soon)
      .toContain(ref.id);
  });

  it('does not find what is older than asked for, nor what a stranger made', async () => {
    const { tracker, person } = subject();
    const ref = await createTicket(subject());
    const { requestId = '', created } = await readTicket(tracker, ref.id);
    const copy = await person.copies(ref.id);
    await expect.poll(() => tracker.find({ requestId, sinceMs: 0 }, patientCall()), soon).toContain(ref.id);
    expect(await tracker.find({ requestId, sinceMs: 0 }, patientCall())).not.toContain(copy);
    const muchLater = created + 48 * 3_600_000;
    expect(await tracker.find({ requestId, sinceMs: muchLater }, patientCall())).not.toContain(ref.id);
  });

  it('lists all its pending tickets, page by page, and no moved one', async () => {
    const { tracker, person } = subject();
    const ids: string[] = [];
    for (let made = 0; made < 4; made += 1) ids.push((await createTicket(subject())).id);
    const [moved = '', ...pending] = ids;
    await person.moves(moved, 'denied');
    await expect
      .poll(
        async () => (await summaries(tracker, { status: 'pending' })).map((one) => one.id).toSorted(),
        soon,
      )
      .toEqual(pending.toSorted());
  });

  it('lists what was updated lately, with request, origin and status', async () => {
    const { tracker, person, instance } = subject();
    const ref = await createTicket(subject());
    await person.moves(ref.id, 'approved');
    const { requestId } = await readTicket(tracker, ref.id);
    const read = async (): Promise<TicketSummary | undefined> =>
      (await summaries(tracker, { updatedWithinMs: 3_600_000 })).find((one) => one.id === ref.id);
    await expect
      .poll(read, soon)
      .toMatchObject({ requestId, status: 'approved', origin: { cluster: 'example', instance, epoch: 3 } });
  });
}

async function summaries(tracker: Tracker, filter: TicketFilter): Promise<TicketSummary[]> {
  const all: TicketSummary[] = [];
  for await (const page of tracker.list(filter, patientCall())) all.push(...page);
  return all;
}
