import { AccessPluginError } from '@org/access-plugin-core';
import { JiraError } from '../../api/jira-error.ts';
import type { JiraTransition } from '../../schemas/issue/transition.ts';
import type { NamedMeaning } from '../settings/jira-tracker-settings.ts';
import { findField } from '../text/field-values.ts';

/** The move that was refused. */
interface RefusedMove {
  readonly to: NamedMeaning;
  /** With the fields of its screen, where it has one. */
  readonly transition: JiraTransition;
  /** The configured fields, by id or name. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** What a refused move comes out as: the fields that it asks for, or Jira's own words. Any other error stays as it is. */
export function refusedMove(error: unknown, move: RefusedMove): unknown {
  if (!(error instanceof JiraError) || error.code !== 'rejected') return error;
  const { name } = move.transition;
  const fields = wantedFields(error, move);
  if (fields.length === 0) {
    return new AccessPluginError(
      'refused',
      `Jira does not let the plugin make the move "${name}". ${error.message}`,
    );
  }
  const [are, values] = fields.length === 1 ? ['the field', 'a value'] : ['the fields', 'values'];
  const it = fields.length === 1 ? 'it' : 'them';
  return new AccessPluginError(
    'refused',
    `Jira asks for ${are} ${fields.join(', ')} on the move "${name}". Give ${it} ${values} under [jira.transition_fields.${move.to}].`,
  );
}

/** The required fields of the screen that got no value, and what Jira named that it does not call required. */
function wantedFields(
  { fieldErrors }: JiraError,
  { transition: { fields = [] }, given }: RefusedMove,
): readonly string[] {
  const filled = new Set(Object.keys(given).map((name) => findField(fields, name)?.id));
  const required = fields.filter((one) => one.required && !one.hasDefault && !filled.has(one.id));
  const named = Object.keys(fieldErrors).filter((id) => !required.some((one) => one.id === id));
  // A field that has its value and is named by Jira has a wrong one: then Jira's own words say more.
  if (named.some((id) => filled.has(id))) return [];
  return [
    ...required.map(({ id, name }) => `"${name}" (${id})`),
    ...named.map((id) => `"${findField(fields, id)?.name ?? id}" (${id})`),
  ];
}
