import { PLACEHOLDERS, placeholdersIn } from '@org/jira-client/access-plugin';
import { nearestOf, printableKey } from '@org/plugin-host';

/** What is wrong with the placeholders of a template, to be read after its key; `undefined`: nothing. */
export function templateFault(template: string, known: readonly string[] = PLACEHOLDERS): string | undefined {
  const unknown = placeholdersIn(template).find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  const nearest = nearestOf(known, unknown) ?? known.find((name) => name.includes(unknown) && unknown !== '');
  const hint = nearest === undefined ? '' : ` (did you mean {{${nearest}}}?)`;
  return `names a placeholder {{${printableKey(unknown)}}} that does not exist${hint}`;
}

/** For messages and the reference. */
export const EXPECTED_TEMPLATE = `a text with placeholders among ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}`;
