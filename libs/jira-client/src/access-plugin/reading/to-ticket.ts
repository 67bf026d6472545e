import type {
  ContentChange,
  MoveMark,
  Note,
  StatusChange,
  StatusMeaning,
  Ticket,
} from '@org/access-plugin-core';
import type { JiraIssue } from '../../calls/read-issue.ts';
import type { JiraDeployment } from '../../api/jira-client-options.ts';
import type { JiraChange, JiraChangeItem } from '../../schemas/issue/change.ts';
import type { JiraComment } from '../../schemas/issue/comment.ts';
import { readMoveMark } from '../marks/move-mark.ts';
import type { StatusMeanings } from '../board/status-meaning.ts';
import { readTicketProperties } from '../marks/ticket-properties.ts';
import { toAccount } from './to-account.ts';

/** What a ticket is read with. */
export interface TicketLens {
  readonly meanings: StatusMeanings;
  readonly deployment: JiraDeployment;
  /** Keys of our own notes, by comment id. */
  readonly noteKeys: ReadonlyMap<string, string>;
  /** True while the board lacks a column that decisions need. */
  readonly undecidable: boolean;
  /** Our own account, where it alone tells our moves because the site drops their marks. */
  readonly unmarkedMover: string | undefined;
  readonly instance: string;
  /** Further fields that show what is asked for, by id and by name. */
  readonly renderedFields: ReadonlySet<string>;
}

/** An issue with its whole history and discussion as the core's ticket. */
export function toTicket(issue: JiraIssue, lens: TicketLens): Ticket {
  return {
    id: issue.id,
    key: issue.key,
    ...readTicketProperties(issue.properties),
    ...(issue.creator === undefined ? {} : { creatorId: issue.creator.id }),
    projectId: issue.projectId,
    typeId: issue.issueTypeId,
    created: issue.created,
    status: lens.meanings.of(issue.status),
    statusName: issue.status.name,
    ...(lens.undecidable ? { undecidable: true } : {}),
    reachable: reachableFrom(issue, lens.meanings),
    statusChanges: issue.changes.flatMap((change) => toStatusChange(change, issue, lens)),
    contentChanges: issue.changes.flatMap((change) => toContentChange(change, lens)),
    notes: issue.comments.map((comment) => toNote(comment, lens)),
  };
}

function reachableFrom(issue: JiraIssue, meanings: StatusMeanings): readonly StatusMeaning[] {
  return [...new Set(issue.transitions.map(({ to }) => meanings.of(to)))];
}

function toStatusChange(change: JiraChange, issue: JiraIssue, lens: TicketLens): StatusChange[] {
  const item = change.items.findLast((candidate) => fieldOf(candidate) === 'status');
  if (item === undefined) return [];
  const mark = markOf(change, lens);
  const to = { id: item.to, name: item.toName };
  return [
    {
      ...shared(change, lens),
      at: change.created,
      from: lens.meanings.of({ id: item.from, name: item.fromName }),
      to: lens.meanings.of(to),
      toName: item.toName ?? '',
      ...(lens.meanings.renamedSince(to, issue.status) ? { renamedSince: true } : {}),
      ...(mark === undefined ? {} : { mark }),
    },
  ];
}

function markOf(change: JiraChange, { unmarkedMover, instance }: TicketLens): MoveMark | undefined {
  const isMove = change.items.some((item) => fieldOf(item) === 'status');
  const isOurs = unmarkedMover !== undefined && change.author?.id === unmarkedMover && isMove;
  return readMoveMark(change.historyMetadata) ?? (isOurs ? { instance } : undefined);
}

const CONTENT_FIELDS = new Set(['summary', 'description', 'project', 'issuetype']);

function toContentChange(change: JiraChange, lens: TicketLens): ContentChange[] {
  const fields = change.items
    .filter((item) => CONTENT_FIELDS.has(fieldOf(item)) || isRendered(item, lens.renderedFields))
    .map(({ field }) => field);
  if (fields.length === 0) return [];
  const mark = markOf(change, lens);
  return [{ ...shared(change, lens), fields, ...(mark === undefined ? {} : { mark }) }];
}

function isRendered(item: JiraChangeItem, rendered: ReadonlySet<string>): boolean {
  return rendered.has(fieldOf(item)) || rendered.has(item.field.toLowerCase());
}

/** Cloud names the field by id; Data Center's history has only the name, which for these is the same. */
function fieldOf(item: JiraChangeItem): string {
  return (item.fieldId ?? item.field).toLowerCase();
}

function shared(change: JiraChange, lens: TicketLens) {
  return {
    id: Number(change.id),
    ...(change.author === undefined ? {} : { author: toAccount(change.author, lens.deployment) }),
  };
}

function toNote(comment: JiraComment, lens: TicketLens): Note {
  const key = lens.noteKeys.get(comment.id);
  return {
    id: comment.id,
    ...(comment.author === undefined ? {} : { authorId: comment.author.id }),
    ...(key === undefined ? {} : { key }),
    text: comment.text,
    created: comment.created,
    edited: comment.updated !== comment.created,
  };
}
