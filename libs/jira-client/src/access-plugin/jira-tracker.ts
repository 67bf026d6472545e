import type { Call, TicketReading, Tracker } from '@org/access-plugin-core';
import type { JiraIssue } from '../calls/read-issue.ts';
import type { JiraClient } from '../jira-client.ts';
import { oneDeadline } from '../api/one-deadline.ts';
import type { Board } from './board/board.ts';
import { readBoards, type Boards } from './board/boards.ts';
import { findField } from './text/field-values.ts';
import type { JiraTrackerSettings } from './settings/jira-tracker-settings.ts';
import { createMover, moveTicket, type Mover } from './writing/mover.ts';
import { createNoteKeys, type NoteKeys } from './marks/note-key.ts';
import { parseNoteFrame } from './text/note-frame.ts';
import { createRefusedFields, type RefusedFields } from './board/refused-fields.ts';
import { createPropertyCheck, type PropertyCheck } from './writing/property-check.ts';
import { detailsNote } from './text/details-note.ts';
import { lacksDescription } from './board/board.ts';
import { createNoteWriter, type NoteWriter } from './writing/note-writer.ts';
import { createTicket } from './writing/ticket-creator.ts';
import { TICKET_PROPERTIES } from './marks/ticket-properties.ts';
import { createFindTickets } from './reading/find-tickets.ts';
import { listTickets } from './reading/list-tickets.ts';
import type { TicketSearch } from './reading/our-issues.ts';
import { createTicketText, type TicketText } from './text/ticket-text.ts';
import { asAccessPlugin, toAccessPluginError } from './to-access-plugin-error.ts';
import { createMovesToNothing, type MovesToNothing } from './reading/moves-to-nothing.ts';
import { toTicket } from './reading/to-ticket.ts';

/**
 * The core's `Tracker` on a Jira project, or on several where there are routes. Reads the account, the projects, their
 * statuses and create screens once, before it resolves; `call` bounds all of these reads together.
 *
 * Throws `AccessPluginError`: `unauthorized` for a bad credential, `not-found` for a project that is
 * not there, `refused` when issue type, fields or templates do not fit, with everything that is missing named.
 */
export async function createJiraTracker(
  client: JiraClient,
  settings: JiraTrackerSettings,
  call: Call,
): Promise<Tracker> {
  const text = createTicketText({ ...settings.templates, clusterUrl: settings.clusterUrl });
  const comment = settings.templates?.comment;
  const frame = comment === undefined ? undefined : parseNoteFrame(comment);
  const boards = await asAccessPlugin(() => readBoards(client, settings, within(call)));
  const noteKeys = createNoteKeys(client, boards.self.id);
  tellMissingDescriptions(boards, settings.notice);
  const parts: Parts = {
    client,
    settings,
    boards,
    text,
    seen: new Map(),
    noteKeys,
    notes: createNoteWriter({ client, boards, settings, noteKeys, frame }),
    refused: createRefusedFields(),
    mover: createMover({ client, boards, settings }),
    properties: createPropertyCheck(client),
    movesToNothing: createMovesToNothing(boards.self.id, settings.notice),
    renderedFields: renderedFields(boards),
  };
  const find = createFindTickets(parts);
  return {
    name: 'jira',
    selfId: boards.self.id,
    faults: () => boards.meanings.undecidable().map(({ why }) => why),
    create: (draft, options) => asAccessPlugin(() => createTicket(parts, draft, within(options))),
    find: (query, options) => asAccessPlugin(() => find(query, within(options))),
    list: (filter, options) => translated(listTickets(parts, filter, options)),
    read: (ticketId, options) => asAccessPlugin(() => readTicket(parts, ticketId, within(options))),
    addNote: (ticketId, note, options) =>
      asAccessPlugin(() => parts.notes.add(ticketId, note, within(options))),
    detailsNote(ticket, request) {
      const lacking = boards.destinations.some(
        ({ board }) =>
          board.projectId === ticket.projectId && board.typeId === ticket.typeId && lacksDescription(board),
      );
      return lacking ? detailsNote(text.description(request)) : undefined;
    },
    deleteNote: (ticketId, noteId, options) =>
      asAccessPlugin(() => client.deleteComment({ issueId: ticketId, commentId: noteId }, options)),
    move: (ticketId, move, options) =>
      asAccessPlugin(() => moveTicket(parts.mover, { ticketId, draft: move }, within(options))),
  };
}

/** Each project once: its tickets say what was asked for in their first comment. */
function tellMissingDescriptions({ destinations }: Boards, notice: JiraTrackerSettings['notice']): void {
  const lacking = destinations
    .filter(({ board }) => lacksDescription(board))
    .map(({ board }) => board.project);
  for (const project of new Set(lacking)) {
    const message = `Jira: the create screen of project ${project} has no description, so the first comment of each ticket says what is requested. Add the field Description to the screen to have it in the ticket itself.`;
    notice?.({ kind: 'description-missing', level: 'warn', message });
  }
}

/** A call of the port is one deadline for all that it takes. */
function within<C extends Call>(call: C): C {
  return oneDeadline(call, () => performance.now());
}

interface Parts extends TicketSearch {
  readonly text: TicketText;
  readonly noteKeys: NoteKeys;
  readonly notes: NoteWriter;
  readonly refused: RefusedFields;
  readonly mover: Mover;
  readonly properties: PropertyCheck;
  readonly movesToNothing: MovesToNothing;
  readonly renderedFields: ReadonlySet<string>;
}

async function readTicket(parts: Parts, ticketId: string, call: Call): Promise<TicketReading> {
  const { boards } = parts;
  const issue = await readIssue(parts, ticketId, call);
  if (issue === undefined) return { at: 'gone' };
  parts.mover.memory.learn(issue);
  parts.mover.marks.learn(issue);
  parts.properties.learn(issue);
  parts.notes.learn(issue);
  const [meanings, noteKeys] = await Promise.all([
    boards.meanings.of(statusesOf(issue), call),
    parts.noteKeys.of(issue.comments, call),
  ]);
  const { deployment } = boards;
  const { renderedFields } = parts;
  const undecidable = boards.meanings.undecidable().some(({ board }) => isOn(board, issue));
  const { instance, ownAccount } = parts.settings;
  const unmarkedMover = parts.mover.marks.dropped && ownAccount === 'separate' ? boards.self.id : undefined;
  const lens = { meanings, noteKeys, deployment, renderedFields, undecidable, unmarkedMover, instance };
  const ticket = toTicket(issue, lens);
  parts.movesToNothing.tell(ticket);
  return { at: 'present', ticket };
}

/** Undefined only when every project may be browsed: the ticket could be in any. */
async function readIssue(
  { client, boards }: Parts,
  issueId: string,
  call: Call,
): Promise<JiraIssue | undefined> {
  for (const projectKey of boards.projects) {
    const reading = await client.readIssue({ issueId, properties: TICKET_PROPERTIES, projectKey }, call);
    if (reading.kind === 'issue') return reading.issue;
  }
  return undefined;
}

function isOn({ projectId, typeId }: Board, issue: JiraIssue): boolean {
  return projectId === issue.projectId && typeId === issue.issueTypeId;
}

function statusesOf(issue: JiraIssue) {
  return [issue.status, ...issue.transitions.map(({ to }) => to)];
}

/** Fields that say nothing of what is asked for; people sort and assign with them. */
const FREE_FIELDS = new Set(['labels', 'reporter', 'assignee', 'priority', 'watches', 'rank']);

/** The configured fields by id and by name: histories use either. */
function renderedFields({ destinations }: Boards): ReadonlySet<string> {
  const names = destinations.flatMap(({ board, fields }) =>
    Object.keys(fields).flatMap((configured) => {
      const known = findField(board.createScreen, configured);
      return known === undefined ? [configured] : [known.id, known.name];
    }),
  );
  return new Set(names.map((name) => name.toLowerCase()).filter((name) => !FREE_FIELDS.has(name)));
}

async function* translated<T>(pages: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    for await (const page of pages) yield page;
  } catch (error) {
    throw toAccessPluginError(error);
  }
}
