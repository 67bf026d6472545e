import type { NoteDraft } from '@org/access-plugin-core';
import { JiraError } from '../../api/jira-error.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import type { JiraIssue } from '../../calls/read-issue.ts';
import type { JiraClient } from '../../jira-client.ts';
import type { Boards } from '../board/boards.ts';
import { NOTE_PROPERTY, notePropertyValue, type NoteKeys } from '../marks/note-key.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import type { NoteFrame } from '../text/note-frame.ts';
import { noteText } from '../text/ticket-text.ts';
import { createCommentAudience, type CommentAudience } from './comment-audience.ts';

/** Writes our notes. */
export interface NoteWriter {
  /** Takes note of the project of an issue that was just read. */
  learn(issue: JiraIssue): void;
  add(ticketId: string, note: NoteDraft, options: JiraCallOptions): Promise<void>;
}

/** What writing notes takes. */
interface NoteWriterParts {
  readonly client: JiraClient;
  readonly boards: Boards;
  readonly settings: JiraTrackerSettings;
  readonly noteKeys: NoteKeys;
  readonly frame: NoteFrame | undefined;
}

/** The comment property that makes a comment of a service project internal, and its value. */
const AUDIENCE_PROPERTY = 'sd.public.comment';
const INTERNAL = { internal: true };

/**
 * Creates a writer that has verified nothing yet. In a service project each comment is written as an internal one, unless
 * the settings make comments public. The first of each project is read back: Jira may store an internal comment of an
 * account that is no agent as a public one. Such a comment is deleted, and no further one is written in that project.
 */
export function createNoteWriter(parts: NoteWriterParts): NoteWriter {
  const audience = createCommentAudience(parts.boards, parts.settings.comments ?? 'internal');
  return {
    learn: (issue) => audience.learn(issue),
    async add(ticketId, note, options) {
      const { client, noteKeys, frame } = parts;
      const project = audience.projectOf(ticketId);
      await settleUnverified(parts, { audience, project }, options);
      const internal = audience.wantsInternal(project);
      const properties = {
        [NOTE_PROPERTY]: notePropertyValue(note.key),
        ...(internal ? { [AUDIENCE_PROPERTY]: INTERNAL } : {}),
      };
      const body = noteText(note, frame);
      const added = await client
        .addComment(ticketId, { body, properties }, options)
        .catch((error: unknown) => {
          if (!internal || !(error instanceof JiraError) || error.code !== 'forbidden') throw error;
          throw audience.refuse(project);
        });
      noteKeys.learn(added.id, note.key);
      if (!internal || audience.isVerified(project)) return;
      audience.leaveUnverified(project, { issueId: ticketId, commentId: added.id, isPublic: added.isPublic });
      await settleUnverified(parts, { audience, project }, options);
    },
  };
}

/** Reads back the comment that nobody has looked at yet, and deletes it where it is public. */
async function settleUnverified(
  { client }: NoteWriterParts,
  { audience, project }: { readonly audience: CommentAudience; readonly project: string | undefined },
  options: JiraCallOptions,
): Promise<void> {
  const comment = audience.unverified(project);
  if (comment === undefined) return;
  const { issueId, commentId, isPublic } = comment;
  const ask = { commentIds: [commentId], key: AUDIENCE_PROPERTY };
  const value = (await client.commentProperties(ask, options)).get(commentId);
  if (isPublic !== true && isInternal(value)) return audience.verify(project);
  await client.deleteComment({ issueId, commentId }, options).catch((error: unknown) => {
    if (!(error instanceof JiraError) || error.code !== 'not-found') throw error;
  });
  throw audience.refuse(project);
}

function isInternal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'internal' in value && value.internal === true;
}
