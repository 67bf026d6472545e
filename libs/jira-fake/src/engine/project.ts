import type { PermissionKey } from './permission.ts';
import type { JiraWorkflow, ScreenField } from './workflow.ts';

/** A kind of issue. */
export interface JiraIssueType {
  readonly id: string;
  readonly name: string;
  readonly subtask?: boolean;
}

/** A project with everything that decides what may happen in it. */
export interface JiraProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** `classic` = company-managed, `next-gen` = team-managed. */
  readonly style: 'classic' | 'next-gen';
  /** Default `software`. In a `service_desk` comments may be internal. */
  readonly projectType?: 'software' | 'service_desk' | 'business';
  /** Account ids of the agents of a service project. Default: every account that is no customer. */
  readonly agents?: readonly string[];
  readonly leadId: string;
  readonly issueTypes: readonly JiraIssueType[];
  readonly workflow: JiraWorkflow;
  /** Fields on the create screen beside project and issue type. */
  readonly createScreen: readonly ScreenField[];
  /** Field ids on the edit screen. Default: those of the create screen. */
  readonly editScreen?: readonly string[];
  /** Account ids per restricted permission; a permission that is not listed is held by every signed-in user. */
  readonly grants?: Readonly<Partial<Record<PermissionKey, readonly string[]>>>;
}
