import type { JiraStatus, StatusCategory } from '../../engine/status.ts';
import { selfUrl, type View } from '../view.ts';

const CATEGORIES: Readonly<Record<StatusCategory, { id: number; colorName: string; name: string }>> = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
};

/** A status with its category. */
export function renderStatus(call: View, status: JiraStatus): Record<string, unknown> {
  const scope = { type: 'PROJECT', project: { id: status.projectId } };
  return {
    self: selfUrl(call, `status/${status.id}`),
    description: '',
    iconUrl: `${call.baseUrl}/images/icons/statuses/generic.png`,
    ...namesOf(call, status),
    id: status.id,
    statusCategory: renderCategory(call, status.category),
    ...(status.projectId === undefined ? {} : { scope }),
  };
}

/** The name in the caller's language; the untranslated one beside it where the seed says so, and on Cloud where they differ. */
function namesOf(call: View, { name, untranslatedName, translations }: JiraStatus): Record<string, string> {
  const translated = translations?.[call.actor?.locale ?? ''];
  const original = untranslatedName ?? (call.site.deployment === 'cloud' && translated ? name : undefined);
  return { name: translated ?? name, ...(original === undefined ? {} : { untranslatedName: original }) };
}

/** The groups that a status may belong to. */
export function renderStatusCategories(call: View): readonly Record<string, unknown>[] {
  return (['new', 'indeterminate', 'done'] as const).map((key) => renderCategory(call, key));
}

function renderCategory(call: View, key: StatusCategory): Record<string, unknown> {
  const { id, colorName, name } = CATEGORIES[key];
  return { self: selfUrl(call, `statuscategory/${id}`), id, key, colorName, name };
}
