import { expect, it } from 'vitest';
import type { StatusMeaning } from '../../src/domain/ticket.ts';
import type { TrackerSubject } from './describe-tracker.ts';
import { failure, patientCall } from './patient-call.ts';
import { createTicket, readTicket } from './tracker-create-tests.ts';

/** More changes than any page of a history holds. */
const manyChanges = 110;

/** Moves and edits: what the ticket remembers of them. */
export function trackerHistoryTests(subject: () => TrackerSubject): void {
  it("tells a person's moves from its own by author and mark", async () => {
    const { tracker, person, instance } = subject();
    const { id } = await createTicket(subject());
    await person.moves(id, 'approved');
    const answered = (await readTicket(tracker, id)).statusChanges.at(-1);
    await tracker.move(id, { to: 'pending', answers: answered?.id ?? 0 }, patientCall());
    await tracker.move(id, { to: 'denied' }, patientCall());
    const ticket = await readTicket(tracker, id);
    const [theirs, back, ours] = ticket.statusChanges.slice(-3);
    expect(theirs).toMatchObject({
      from: 'pending',
      to: 'approved',
      author: { id: person.id, kind: 'human' },
    });
    expect(theirs).not.toHaveProperty('mark');
    expect(back).toMatchObject({
      to: 'pending',
      author: { id: tracker.selfId },
      mark: { instance, answers: answered?.id },
    });
    expect(ours).toMatchObject({ to: 'denied', mark: { instance } });
    expect(ours?.mark).not.toHaveProperty('answers');
    expect(ticket.status).toBe('denied');
  });

  it('gives the whole history in order of rising ids, however long', async () => {
    const { tracker, person } = subject();
    const { id } = await createTicket(subject());
    const made: StatusMeaning[] = [];
    for (let done = 0; done < manyChanges; done += 1) {
      const to = done % 2 === 0 ? 'approved' : 'pending';
      await person.moves(id, to);
      made.push(to);
    }
    const theirs = (await readTicket(tracker, id)).statusChanges.filter(
      (one) => one.author?.id === person.id,
    );
    expect(theirs.map((change) => change.to)).toEqual(made);
    const ids = theirs.map((change) => change.id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(new Set(ids).size).toBe(manyChanges);
  });

  it('shows an edit of what approvers read, with its author and its place among the moves', async () => {
    const { tracker, person } = subject();
    const { id } = await createTicket(subject());
    await person.moves(id, 'approved');
    await person.edits(id);
    await person.moves(id, 'pending');
    const { contentChanges, statusChanges } = await readTicket(tracker, id);
    expect(contentChanges).toMatchObject([{ author: { id: person.id } }]);
    const [first, second] = statusChanges.slice(-2).map((change) => change.id);
    expect(contentChanges[0]?.id).toBeGreaterThan(first ?? Infinity);
    expect(contentChanges[0]?.id).toBeLessThan(second ?? 0);
    expect(contentChanges[0]?.fields.length).toBeGreaterThan(0);
  });
}

/** Comments, the plugin's own and other people's. */
export function trackerNoteTests(subject: () => TrackerSubject): void {
  it('reads back the key of its own note and none on a comment by a person', async () => {
    const { tracker, person } = subject();
    const { id } = await createTicket(subject());
    await tracker.addNote(
      id,
      { key: 'review:42', paragraphs: ['First.', 'Second: <b>*bold*</b>.'] },
      patientCall(),
    );
    await person.comments(id, 'review:43 looks like a key');
    const { notes } = await readTicket(tracker, id);
    const ours = notes.find((note) => note.key === 'review:42');
    expect(ours).toMatchObject({ authorId: tracker.selfId, edited: false });
    expect(ours?.text).toContain('First.');
    expect(ours?.text).toContain('Second: <b>*bold*</b>.');
    expect(ours?.text).toContain('review:42');
    const theirs = notes.find((note) => note.authorId === person.id);
    expect(theirs?.text).toContain('review:43 looks like a key');
    expect(theirs).not.toHaveProperty('key');
  });

  it('deletes one note and keeps the others', async () => {
    const { tracker } = subject();
    const { id } = await createTicket(subject());
    for (const key of ['one', 'two']) await tracker.addNote(id, { key, paragraphs: [key] }, patientCall());
    const before = (await readTicket(tracker, id)).notes;
    const doomed = before.find((note) => note.key === 'one');
    await tracker.deleteNote(id, doomed?.id ?? '', patientCall());
    expect((await readTicket(tracker, id)).notes.map((note) => note.key)).toEqual(['two']);
  });

  it('says not-found for a write to a ticket that is gone', async () => {
    const { tracker, person } = subject();
    const { id } = await createTicket(subject());
    await person.deletes(id);
    const note = { key: 'k', paragraphs: ['x'] };
    await expect(tracker.addNote(id, note, patientCall())).rejects.toMatchObject(failure('not-found'));
    await expect(tracker.move(id, { to: 'expired' }, patientCall())).rejects.toMatchObject(
      failure('not-found'),
    );
  });
}
