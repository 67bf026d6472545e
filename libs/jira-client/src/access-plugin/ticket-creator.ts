import type { TicketDraft, TicketRef } from '@org/access-plugin-core';
import type { JiraClient } from '../jira-client.ts';
import type { JiraWriteOptions } from '../jira-client-options.ts';
import type { Board } from './board.ts';
import type { Boards } from './boards.ts';
import { fieldValues, findField } from './field-values.ts';
import type { JiraTrackerSettings } from './jira-tracker-settings.ts';
import { REQUEST_ID_PROPERTY, writeTicketProperties } from './ticket-properties.ts';
import { requestLink, type TicketText } from './ticket-text.ts';

/** A label to find the tickets by; nothing rests on it. */
export const TICKET_LABEL = 'teleport-access-request';

/** What creating takes. */
export interface TicketCreator {
  readonly client: JiraClient;
  readonly boards: Boards;
  readonly settings: JiraTrackerSettings;
  readonly text: TicketText;
}

/** Creates the issue of a ticket, properties included, in one call that is sent once. */
export async function createTicket(
  parts: TicketCreator,
  { request, origin }: TicketDraft,
  options: JiraWriteOptions,
): Promise<TicketRef> {
  const { client, boards, settings, text } = parts;
  const { board, fields } = boards.destinationOf(request);
  const created = await client.createIssue(
    {
      project: { id: board.projectId },
      issueType: { id: board.typeId },
      summary: text.summary(request),
      description: text.description(request),
      fields: {
        ...decoration(board, request.id),
        ...fieldValues(fields, board.createScreen, {
          filling: { request, href: requestLink(request, settings.clusterUrl) },
          deployment: boards.deployment,
        }),
      },
      properties: writeTicketProperties(request.id, origin),
    },
    options,
  );
  return { id: created.id, key: created.key, projectId: board.projectId, typeId: board.typeId };
}

/** Set only where the create screen has it: the label, and the field that Teleport's guide tells people to add. */
function decoration({ createScreen }: Board, requestId: string): Record<string, unknown> {
  const idField = findField(createScreen, REQUEST_ID_PROPERTY);
  return {
    ...(findField(createScreen, 'labels') === undefined ? {} : { labels: [TICKET_LABEL] }),
    ...(idField?.type === 'string' ? { [idField.id]: requestId } : {}),
  };
}
