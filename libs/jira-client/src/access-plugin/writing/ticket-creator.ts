import type { TicketDraft, TicketRef } from '@org/access-plugin-core';
import type { NewIssue } from '../../calls/create-issue.ts';
import type { JiraClient } from '../../jira-client.ts';
import type { JiraWriteOptions } from '../../api/jira-client-options.ts';
import type { JiraCreatedIssue } from '../../schemas/issue/created-issue.ts';
import { lacksDescription, type Board } from '../board/board.ts';
import type { Boards } from '../board/boards.ts';
import { fieldValues, findField } from '../text/field-values.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import { peopleFields } from '../board/people-fields.ts';
import { refusedIn, type RefusedFields } from '../board/refused-fields.ts';
import { REQUEST_ID_PROPERTY, writeTicketProperties } from '../marks/ticket-properties.ts';
import type { PropertyCheck } from './property-check.ts';
import { requestLink, type TicketText } from '../text/ticket-text.ts';

/** A label to find the tickets by; nothing rests on it. */
export const TICKET_LABEL = 'teleport-access-request';

/** What creating takes. */
export interface TicketCreator {
  readonly client: JiraClient;
  readonly boards: Boards;
  readonly settings: JiraTrackerSettings;
  readonly text: TicketText;
  readonly refused: RefusedFields;
  readonly properties: PropertyCheck;
}

/**
 * Creates the issue of a ticket, properties included, in one call. It is sent again only when Jira says that it did
 * nothing because of a field that names people, and then without that field.
 */
export async function createTicket(
  parts: TicketCreator,
  { request, origin }: TicketDraft,
  options: JiraWriteOptions,
): Promise<TicketRef> {
  const { boards, settings, text } = parts;
  await parts.properties.beforeCreate(options);
  const { board, fields } = boards.destinationOf(request);
  const filled = fieldValues(fields, board.createScreen, {
    filling: { request, href: requestLink(request, settings.clusterUrl) },
    deployment: boards.deployment,
  });
  const issue = {
    project: { id: board.projectId },
    issueType: { id: board.typeId },
    summary: text.summary(request),
    ...(lacksDescription(board) ? {} : { description: text.description(request) }),
    fields: { ...idField(board, request.id), ...filled, ...labels(board, filled) },
    properties: writeTicketProperties(request.id, origin),
  };
  const people = await peopleFields({ ...parts, deployment: boards.deployment }, { board, request }, options);
  const created = await sendIssue(parts, { board, issue, people }, options);
  parts.properties.created({ ...created, requestId: request.id });
  return { id: created.id, key: created.key, projectId: board.projectId, typeId: board.typeId };
}

interface Sending {
  readonly board: Board;
  readonly issue: NewIssue;
  readonly people: Readonly<Record<string, unknown>>;
}

/** Ends: each further sending has fewer fields of people, and without any an error is just an error. */
async function sendIssue(
  parts: TicketCreator,
  { board, issue, people }: Sending,
  options: JiraWriteOptions,
): Promise<JiraCreatedIssue> {
  try {
    return await parts.client.createIssue({ ...issue, fields: { ...issue.fields, ...people } }, options);
  } catch (error) {
    const refused = refusedIn(error, Object.keys(people));
    if (refused.length === 0) throw error;
    parts.refused.add(board, refused);
    const left = Object.entries(people).filter(([id]) => !refused.includes(id));
    return sendIssue(parts, { board, issue, people: Object.fromEntries(left) }, options);
  }
}

/** Ours beside the configured ones, where the create screen has labels. */
function labels(
  { createScreen }: Board,
  { labels: configured }: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (findField(createScreen, 'labels') === undefined) return {};
  return { labels: joinLabels(configured) };
}

/** The label of all tickets and the configured one or ones, each once. */
export function joinLabels(configured: unknown): readonly unknown[] {
  const others: readonly unknown[] = Array.isArray(configured) ? configured : [configured];
  return [...new Set([TICKET_LABEL, ...others.filter((label) => label !== undefined)])];
}

/** The field that Teleport's guide tells people to add, where the create screen has it. */
function idField({ createScreen }: Board, requestId: string): Record<string, unknown> {
  const field = findField(createScreen, REQUEST_ID_PROPERTY);
  return field?.type === 'string' ? { [field.id]: requestId } : {};
}
