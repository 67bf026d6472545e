import { expect, it } from 'vitest';
import { usualNotes } from './usual-notes.ts';

it('shows what a review and each end would write', () => {
  const notes = usualNotes([{ author: 'ann', proposes: 'approved', reason: 'fine', created: 5 }]);
  expect(notes[0]).toEqual({
    key: 'review:5:ann',
    paragraphs: ['ann reviewed the request.', 'Resolution: approved.', 'Reason: fine'],
  });
  expect(notes.slice(1).map(({ key }) => key)).toEqual([
    'resolution:approved',
    'resolution:denied',
    'resolution:promoted',
    'resolution:expired',
  ]);
});
