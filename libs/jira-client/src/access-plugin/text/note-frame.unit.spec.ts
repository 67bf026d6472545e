import { expect, it } from 'vitest';
import { fromAdf, toAdf } from '../../text/adf.ts';
import { parseNoteFrame } from './note-frame.ts';
import { noteText } from './ticket-text.ts';

const note = { key: 'review:1:ann', paragraphs: ['ann reviewed the request.', '{{note}} {{user}}'] };

it('stands around the words of a note, which stay text, and the key stays last', () => {
  const frame = parseNoteFrame('Teleport says:\n\n{{ note }}\n\nQuestions? Ask #security.');
  expect(fromAdf(toAdf(noteText(note, frame)))).toBe(
    [
      'Teleport says:',
      'ann reviewed the request.',
      '{{note}} {{user}}',
      'Questions? Ask #security.',
      'teleport-access-plugin: review:1:ann',
    ].join('\n'),
  );
});

it.each(['no words', '{{note}} {{note}}', '{{note}} for {{user}}', `{{note}}${'x'.repeat(2000)}`])(
  'refuses %.30j',
  (template) => {
    expect(() => parseNoteFrame(template)).toThrow(/template of comments/);
  },
);
