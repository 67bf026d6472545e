import type { TeleportError } from './teleport-error.ts';

/**
 * Whether Teleport refused a review because of the user named as its author, whose rights it looked at or whom it
 * does not know. Any other refusal is about the caller, whose role can be mended. The code is the same for both, so
 * only the words tell, and what they do not say clearly counts as the caller's.
 */
export function isAboutAuthor({ code, message }: TeleportError, author: string): boolean {
  if (code !== 'permission-denied') return false;
  const afterAuthor = message.split(`user ${JSON.stringify(author)} `).slice(1);
  return afterAuthor.some((words) => ABOUT_THEM.test(words));
}

const ABOUT_THEM = /^(?:cannot (?!.*\bon behalf of\b)|(?:is |was )?not found|does not exist)/;
