import { describe, expect, it } from 'vitest';
import type { Ticket } from '../domain/ticket.ts';
import { afterTheEnd } from '../deciding/ended/ending.ts';
import {
  aMove,
  aRecord,
  aRequest,
  aReview,
  aTicket,
  movedTicket,
  ourMove,
  ourNote,
  seen,
  type Sight,
} from '../deciding/seen.fixture.ts';
import { guarded } from '../deciding/guarded.fixture.ts';
import { inWords } from '../deciding/step-in-words.fixture.ts';

const approved = aRequest({ state: 'approved', resolveReason: 'on call' });
const inApproved = aTicket({ status: 'approved' });
const steps = (sight: Sight): string => inWords(guarded(seen({ request: approved, ...sight }), afterTheEnd));

describe('what comes first at the end', () => {
  const review = aReview();
  const reviewed = { ...approved, reviews: [review] };
  const mirrored = ourNote(`review:${review.created}:bob`, { id: '3' });
  const told = ourNote('resolution:approved');
  const doubled = [ourNote('a', { id: '4' }), ourNote('a', { id: '5' })];
  const extra = aTicket({ id: '101' });
  const at = (notes: Ticket['notes']): Ticket =>
    movedTicket([aMove(7, 'denied'), ourMove(8, 'approved', 7)], { notes });
  const answered = ourNote('answer:7', { id: '6' });

  it.each<[string, Ticket, string]>([
    ['the card', aTicket({ notes: doubled }), 'move 100 to approved'],
    ['then the note on a move put back', at(doubled), 'note answer:7 on 100'],
    ['then the note on the end', at([...doubled, answered]), 'note resolution:approved on 100'],
    ['then reviews', at([...doubled, answered, told]), `note review:${review.created}:bob on 100`],
    ['then doubled notes', at([...doubled, answered, told, mirrored]), 'delete note 5 on 100'],
    ['then the mark', at([answered, told, mirrored]), 'swap to mark'],
  ])('%s', (_, ticket, step) => {
    expect(steps({ request: reviewed, others: [extra], ticket })).toBe(step);
  });

  it('then extras', () => {
    expect(steps({ record: aRecord({ resolution: 'approved' }), ticket: inApproved, others: [extra] })).toBe(
      'note extra on 101',
    );
  });

  it('doubled notes once the ticket was read again', () => {
    const ticket = { at: 'present', ticket: at([...doubled, answered, told]), fresh: false } as const;
    expect(steps({ ticket })).toBe('look at everything');
  });
});
