import type { JiraStatus, StatusCategory } from '../../engine/status.ts';
import { selfUrl, type View } from '../view.ts';

const CATEGORIES: Readonly<Record<StatusCategory, { id: number; colorName: string; name: string }>> = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
};

/** A status with its category. */
export function renderStatus(call: View, status: JiraStatus): Record<string, unknown> {
  const { id, colorName, name } = CATEGORIES[status.category];
  const scope = { type: 'PROJECT', project: { id: status.projectId } };
  return {
    self: selfUrl(call, `status/${status.id}`),
    description: '',
    iconUrl: `${call.baseUrl}/images/icons/statuses/generic.png`,
    name: status.name,
    ...(status.untranslatedName === undefined ? {} : { untranslatedName: status.untranslatedName }),
    id: status.id,
    statusCategory: {
      self: selfUrl(call, `statuscategory/${id}`),
      id,
      key: status.category,
      colorName,
      name,
    },
    ...(status.projectId === undefined ? {} : { scope }),
  };
}
