import { AccessPluginError } from '@org/access-plugin-core';
import type { JiraIssue } from '../../calls/read-issue.ts';
import type { Boards } from '../board/boards.ts';

/** A comment that was written as an internal one and not read back yet. */
interface Unverified {
  readonly issueId: string;
  readonly commentId: string;
  /** What Jira's answer to writing it said. */
  readonly isPublic: boolean | undefined;
}

/** What is known of who reads our comments, by project id; `undefined` where a ticket's project is not known. */
export interface CommentAudience {
  learn(issue: JiraIssue): void;
  projectOf(ticketId: string): string | undefined;
  /** Whether comments there are to be internal. Throws `refused` where the account can write none. */
  wantsInternal(projectId: string | undefined): boolean;
  isVerified(projectId: string | undefined): boolean;
  leaveUnverified(projectId: string | undefined, comment: Unverified): void;
  unverified(projectId: string | undefined): Unverified | undefined;
  /** The comment was seen to be internal. */
  verify(projectId: string | undefined): void;
  /** The account can write no internal comment there; the error says so, now and at each later comment. */
  refuse(projectId: string | undefined): AccessPluginError;
}

const REMEMBERED = 5000;

/** Creates an audience that nothing is known of beside the boards. */
export function createCommentAudience(
  { destinations }: Boards,
  wanted: 'internal' | 'public',
): CommentAudience {
  const boards = new Map(destinations.map(({ board }) => [board.projectId, board]));
  const anyService = [...boards.values()].some(({ service }) => service);
  const projects = new Map<string, string>();
  const states = new Map<string, 'verified' | 'refused' | Unverified>();
  const isService = (projectId: string | undefined): boolean =>
    (projectId === undefined ? undefined : boards.get(projectId)?.service) ?? anyService;
  const stateOf = (projectId: string | undefined) => states.get(projectId ?? '');
  const refusal = (projectId: string | undefined) =>
    noInternalComments(boards.get(projectId ?? '')?.project ?? 'of the ticket');
  return {
    learn({ id, projectId }) {
      const oldest = projects.size >= REMEMBERED && !projects.has(id) ? projects.keys().next() : undefined;
      if (oldest?.done === false) projects.delete(oldest.value);
      projects.set(id, projectId);
    },
    projectOf: (ticketId) => projects.get(ticketId),
    wantsInternal(projectId) {
      if (wanted === 'public' || !isService(projectId)) return false;
      if (stateOf(projectId) === 'refused') throw refusal(projectId);
      return true;
    },
    // Outside the known service projects Jira calls every comment public, which says nothing.
    isVerified: (projectId) =>
      stateOf(projectId) === 'verified' || boards.get(projectId ?? '')?.service !== true,
    leaveUnverified: (projectId, comment) => void states.set(projectId ?? '', comment),
    unverified(projectId) {
      const state = stateOf(projectId);
      return typeof state === 'object' ? state : undefined;
    },
    verify: (projectId) => void states.set(projectId ?? '', 'verified'),
    refuse(projectId) {
      states.set(projectId ?? '', 'refused');
      return refusal(projectId);
    },
  };
}

/** Why no comment is written in a project; fit to be shown. */
function noInternalComments(project: string): AccessPluginError {
  return new AccessPluginError(
    'refused',
    `Jira: the account can write no internal comment in project ${project}, and customers would read a public one, so none is written. Make the account an agent of the service project and restart the plugin, or set [jira] comments = "public".`,
  );
}
