import type { JiraIssueType, JiraProject } from '../../engine/project.ts';
import { selfUrl, type View } from '../view.ts';
import { renderAccount } from './user.ts';

/** The short form that issues carry. */
export function renderProjectLink(call: View, project: JiraProject): Record<string, unknown> {
  return {
    self: selfUrl(call, `project/${project.id}`),
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: project.projectType ?? 'software',
    ...(call.site.deployment === 'cloud' ? { simplified: project.style === 'next-gen' } : {}),
    avatarUrls: { '48x48': `${call.baseUrl}/secure/projectavatar` },
  };
}

/** The whole project. */
export function renderProject(call: View, project: JiraProject): Record<string, unknown> {
  const cloud = call.site.deployment === 'cloud';
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...renderProjectLink(call, project),
    description: '',
    lead: renderAccount(call, project.leadId),
    components: [],
    issueTypes: project.issueTypes.map((type) => renderIssueType(call, type)),
    assigneeType: 'UNASSIGNED',
    versions: [],
    roles: {},
    ...(cloud
      ? {
          style: project.style,
          isPrivate: false,
          properties: {},
          ...(project.style === 'next-gen'
            ? {
                entityId: '6c2c4a5e-6b1f-4c3a-9a27-0f5f7b6f0001',
                uuid: '6c2c4a5e-6b1f-4c3a-9a27-0f5f7b6f0001',
              }
            : {}),
        }
      : { archived: false }),
  };
}

/** An issue type. */
export function renderIssueType(call: View, type: JiraIssueType): Record<string, unknown> {
  return {
    self: selfUrl(call, `issuetype/${type.id}`),
    id: type.id,
    description: '',
    iconUrl: `${call.baseUrl}/images/icons/issuetypes/task.png`,
    name: type.name,
    subtask: type.subtask ?? false,
    avatarId: 10318,
    ...(call.site.deployment === 'cloud' ? { hierarchyLevel: type.subtask === true ? -1 : 0 } : {}),
  };
}
