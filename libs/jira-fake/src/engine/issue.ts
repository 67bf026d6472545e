import type { RichText } from '../text/rich-text.ts';

/** Any JSON value, as properties hold them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One field's change. Ids in `from`/`to`, names in `fromString`/`toString`. */
export interface ChangeItem {
  readonly field: string;
  readonly fieldId: string;
  readonly custom: boolean;
  readonly from: string | undefined;
  readonly fromString: string | undefined;
  readonly to: string | undefined;
  readonly toText: string | undefined;
}

/** One entry of an issue's history. Ids only ever rise over the whole site. */
export interface HistoryEntry {
  readonly id: string;
  /** Absent for system changes. */
  readonly authorId: string | undefined;
  readonly created: number;
  readonly items: readonly ChangeItem[];
  readonly historyMetadata: Json | undefined;
}

/** A comment with its properties. */
export interface JiraComment {
  readonly id: string;
  readonly authorId: string;
  readonly updateAuthorId: string;
  readonly body: RichText;
  readonly created: number;
  readonly updated: number;
  readonly properties: Readonly<Record<string, Json>>;
  readonly visibility: Json | undefined;
}

/** What a field may hold: text, rich text, names of labels, an option id, an account id or several, a number. */
export type FieldValue = RichText | readonly string[] | number | undefined;

/** An issue as it stands. Never changed in place: every write makes a new one. */
export interface JiraIssue {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly issueTypeId: string;
  readonly statusId: string;
  readonly statusChangedAt: number;
  readonly resolvedAt: number | undefined;
  readonly creatorId: string;
  readonly created: number;
  readonly updated: number;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly comments: readonly JiraComment[];
  readonly properties: Readonly<Record<string, Json>>;
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
}
