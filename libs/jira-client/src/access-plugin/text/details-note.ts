import type { NoteDraft } from '@org/access-plugin-core';
import type { Block, Inline, RichText } from '../../text/rich-text.ts';

/** A description as the note of a ticket whose create screen has none: a paragraph for each block, a line for each bullet. */
export function detailsNote(description: RichText): NoteDraft {
  return { key: 'details', paragraphs: description.map(textOf).filter((text) => text.trim() !== '') };
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'paragraph':
      return lineOf(block.content);
    case 'bullets':
      return block.items.map((item) => `- ${lineOf(item)}`).join('\n');
  }
}

/** A link shows where it leads: a note's text has none. */
function lineOf(content: readonly Inline[]): string {
  return content.map(({ text, href }) => (href === undefined ? text : `${text}: ${href}`)).join('');
}
