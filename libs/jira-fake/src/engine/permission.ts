import type { JiraProject } from './project.ts';
import type { JiraUser } from './user.ts';

/** The permissions that the fake knows, with Jira's ids and names. */
export const PERMISSIONS = {
  BROWSE_PROJECTS: { id: '10', name: 'Browse Projects', type: 'PROJECT' },
  CREATE_ISSUES: { id: '11', name: 'Create Issues', type: 'PROJECT' },
  EDIT_ISSUES: { id: '12', name: 'Edit Issues', type: 'PROJECT' },
  ASSIGN_ISSUES: { id: '13', name: 'Assign Issues', type: 'PROJECT' },
  ADD_COMMENTS: { id: '15', name: 'Add Comments', type: 'PROJECT' },
  DELETE_ISSUES: { id: '16', name: 'Delete Issues', type: 'PROJECT' },
  ASSIGNABLE_USER: { id: '17', name: 'Assignable User', type: 'PROJECT' },
  ADMINISTER_PROJECTS: { id: '23', name: 'Administer Projects', type: 'PROJECT' },
  MOVE_ISSUES: { id: '25', name: 'Move Issues', type: 'PROJECT' },
  MODIFY_REPORTER: { id: '30', name: 'Modify Reporter', type: 'PROJECT' },
  EDIT_ALL_COMMENTS: { id: '34', name: 'Edit All Comments', type: 'PROJECT' },
  DELETE_ALL_COMMENTS: { id: '36', name: 'Delete All Comments', type: 'PROJECT' },
  EDIT_OWN_COMMENTS: { id: '35', name: 'Edit Own Comments', type: 'PROJECT' },
  DELETE_OWN_COMMENTS: { id: '37', name: 'Delete Own Comments', type: 'PROJECT' },
  TRANSITION_ISSUES: { id: '46', name: 'Transition Issues', type: 'PROJECT' },
  ADMINISTER: { id: '0', name: 'Administer Jira', type: 'GLOBAL' },
  USER_PICKER: { id: '27', name: 'Browse users and groups', type: 'GLOBAL' },
} as const;

/** The key of a permission. */
export type PermissionKey = keyof typeof PERMISSIONS;

/** Whether `text` is the key of a permission. */
export function isPermissionKey(text: string): text is PermissionKey {
  return Object.hasOwn(PERMISSIONS, text);
}

/**
 * Whether a user holds a permission in a project. Administration is for administrators; anything else that the project
 * does not restrict is held by every signed-in, active user; anonymous callers hold nothing.
 */
export function holds(user: JiraUser | undefined, key: PermissionKey, project?: JiraProject): boolean {
  if (user === undefined || user.active === false) return false;
  if (key === 'ADMINISTER' || key === 'ADMINISTER_PROJECTS') return user.administrator === true;
  const granted = project?.grants?.[key];
  return granted === undefined || granted.includes(user.id);
}
