export { startJiraFake, type JiraFake, type JiraFakeOptions } from './start-jira-fake.ts';
export { accountId, defaultSeed, teamManagedSeed, type SiteSeed } from './engine/site-seed.ts';
export { JiraSite, type Deployment } from './engine/site.ts';
export { moveIssue } from './engine/move-issue.ts';
export { isInternal } from './engine/internal-comment.ts';
export { systemMove } from './engine/system-move.ts';
export { JiraRefusal, type RefusalCode } from './engine/refusal.ts';
export type { SiteSettings } from './engine/settings.ts';
export type { SiteEvent } from './engine/site-event.ts';
export type { Scheduler } from './engine/scheduler.ts';
export { ManualScheduler } from './engine/manual-scheduler.ts';
export type { JiraUser, Credential } from './engine/user.ts';
export type { JiraProject, JiraIssueType } from './engine/project.ts';
export type { JiraStatus, StatusCategory } from './engine/status.ts';
export {
  simplifiedWorkflow,
  type JiraTransition,
  type JiraWorkflow,
  type ScreenField,
} from './engine/workflow.ts';
export { SYSTEM_FIELDS, type FieldKind, type FieldOption, type JiraField } from './engine/field.ts';
export type { ChangeItem, HistoryEntry, JiraComment, JiraIssue, Json } from './engine/issue.ts';
export type { ActiveFault, FaultAction, FaultRule } from './faults/fault-rule.ts';
export { KNOWN_FAULTS, type KnownFault } from './faults/known-faults.ts';
export type { FaultList } from './faults/fault-list.ts';
export type { CallRecord } from './faults/call-record.ts';
export type { Webhook, WebhookKind } from './webhooks/webhook.ts';
export type { WebhookRegistry } from './webhooks/registry.ts';
export type { DeliveryRecord } from './webhooks/delivery-record.ts';
export { richTextHtml } from './text/html.ts';
export { asPlain as richTextPlain, type RichText } from './text/rich-text.ts';
