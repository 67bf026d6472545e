import { AccessPluginError } from '@org/access-plugin-core';
import { placeholdersIn } from './template.ts';

/** What stands before and after the plugin's own words in every note. */
export interface NoteFrame {
  readonly before: string;
  readonly after: string;
}

const MOST = 2000;

/**
 * Reads a template of notes: plain text with `{{note}}` once, where the plugin's own words go.
 *
 * Throws `refused` when `{{note}}` is missing or there twice, when there is another placeholder, or when it is longer
 * than 2,000 characters.
 */
export function parseNoteFrame(template: string): NoteFrame {
  const names = placeholdersIn(template);
  if (names.length !== 1 || names[0] !== 'note') {
    throw new AccessPluginError(
      'refused',
      'Jira: the template of comments needs {{note}} once and knows no other placeholder.',
    );
  }
  if (template.length > MOST) {
    throw new AccessPluginError(
      'refused',
      `Jira: the template of comments is longer than ${String(MOST)} characters; shorten it.`,
    );
  }
  const [before = '', after = ''] = template.split(/\{\{\s*note\s*\}\}/);
  return { before: before.trim(), after: after.trim() };
}
