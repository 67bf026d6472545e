import type { HistoryEntry, JiraComment, JiraIssue } from './issue.ts';
import type { JiraUser } from './user.ts';

/** What happened on the site, for webhooks and for the live board. */
export type SiteEvent =
  | {
      readonly kind: 'issue-created' | 'issue-updated';
      /** Jira's event type name, such as `issue_generic`. */
      readonly eventName: string;
      readonly at: number;
      /** Absent for changes that the system makes. */
      readonly actor: JiraUser | undefined;
      readonly issue: JiraIssue;
      readonly entry: HistoryEntry | undefined;
    }
  | {
      readonly kind: 'issue-deleted';
      readonly at: number;
      readonly actor: JiraUser;
      readonly issue: JiraIssue;
    }
  | {
      readonly kind: 'comment-created' | 'comment-updated' | 'comment-deleted';
      readonly at: number;
      readonly actor: JiraUser;
      readonly issue: JiraIssue;
      readonly comment: JiraComment;
    }
  | {
      readonly kind: 'property-set' | 'property-deleted';
      readonly at: number;
      readonly actor: JiraUser;
      readonly issue: JiraIssue;
      readonly propertyKey: string;
    };
