import { asPlain, type RichText } from '../text/rich-text.ts';
import type { Writer } from './create-issue.ts';
import { readRichText } from './field-input.ts';
import type { JiraComment, JiraIssue, Json } from './issue.ts';
import { storedProperties } from './internal-comment.ts';
import { holds } from './permission.ts';
import { readProperties } from './property-input.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraUser } from './user.ts';

type Body = Readonly<Record<string, unknown>>;

/** An issue after a change of its comments. */
export interface Commented {
  readonly issue: JiraIssue;
  readonly comment: JiraComment;
}

const NO_PERMISSION = 'You do not have the permission to comment on this issue.';

/** Adds a comment from a REST body. */
export function addComment(writer: Writer, issue: JiraIssue, body: Body): Commented {
  const { site } = writer;
  const actor = commenter(writer, issue);
  if (issue.comments.length >= site.settings.commentLimit) {
    throw new JiraRefusal('too-large', 'The issue has reached the limit of comments.');
  }
  const at = site.now();
  const comment: JiraComment = {
    id: String(site.next('comment', 10_000)),
    authorId: actor.id,
    updateAuthorId: actor.id,
    body: readBody(writer, body['body']),
    created: at,
    updated: at,
    properties: storedProperties(site, { actor, issue }, readProperties(body['properties'])),
    visibility: body['visibility'] as Json | undefined,
  };
  const after = site.putIssue({ ...issue, updated: at, comments: [...issue.comments, comment] });
  site.emit({ kind: 'comment-created', at, actor, issue: after, comment });
  return { issue: after, comment };
}

/** Replaces a comment's text (and the properties that the body names). */
export function editComment(writer: Writer, found: Commented, body: Body): Commented {
  const { site } = writer;
  const actor = writerOf(writer, found, 'EDIT');
  const at = site.now();
  const comment: JiraComment = {
    ...found.comment,
    body: readBody(writer, body['body']),
    updateAuthorId: actor.id,
    updated: at,
    properties: { ...found.comment.properties, ...readProperties(body['properties']) },
  };
  const issue = replaceComment(writer, found.issue, comment);
  site.emit({ kind: 'comment-updated', at, actor, issue, comment });
  return { issue, comment };
}

/** Removes a comment. */
export function deleteComment(writer: Writer, found: Commented): void {
  const { site } = writer;
  const actor = writerOf(writer, found, 'DELETE');
  const at = site.now();
  const comments = found.issue.comments.filter((one) => one.id !== found.comment.id);
  const issue = site.putIssue({ ...found.issue, updated: at, comments });
  site.emit({ kind: 'comment-deleted', at, actor, issue, comment: found.comment });
}

/** Stores a changed comment in its issue. */
export function replaceComment(writer: Writer, issue: JiraIssue, comment: JiraComment): JiraIssue {
  const comments = issue.comments.map((one) => (one.id === comment.id ? comment : one));
  return writer.site.putIssue({ ...issue, updated: writer.site.now(), comments });
}

function commenter({ site, actor }: Writer, issue: JiraIssue): JiraUser {
  if (actor !== undefined && holds(actor, 'ADD_COMMENTS', site.projectOf(issue))) return actor;
  throw new JiraRefusal(actor === undefined ? 'unauthenticated' : 'invalid', NO_PERMISSION);
}

function writerOf({ site, actor }: Writer, { issue, comment }: Commented, verb: 'EDIT' | 'DELETE'): JiraUser {
  const scope = comment.authorId === actor?.id ? 'OWN' : 'ALL';
  if (actor !== undefined && holds(actor, `${verb}_${scope}_COMMENTS`, site.projectOf(issue))) return actor;
  throw new JiraRefusal('invalid', `You do not have the permission to ${verb.toLowerCase()} this comment.`);
}

function readBody({ version }: Writer, sent: unknown): RichText {
  const input = readRichText(sent, version);
  if (!input.ok) {
    const text = version === 3 && typeof sent !== 'object' ? 'Comment body is not valid!' : input.text;
    throw new JiraRefusal('invalid', { errors: { comment: text } });
  }
  const body = input.value ?? '';
  if (asPlain(body).trim() === '') {
    throw new JiraRefusal('invalid', { errors: { comment: 'Comment body can not be empty!' } });
  }
  return body;
}
