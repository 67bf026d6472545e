import { AccessPluginError, type AccessRequest } from '@org/access-plugin-core';
import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions, JiraDeployment } from '../../api/jira-client-options.ts';
import type { JiraUser } from '../../schemas/user.ts';
import { fieldProblems, readBoard, type Board } from './board.ts';
import { createMeaningSource, type MeaningSource } from './meaning-source.ts';
import { checkPlaceholders } from '../text/field-values.ts';
import type { JiraTrackerSettings } from '../settings/jira-tracker-settings.ts';
import { findReviewersField } from './people-fields.ts';
import { routeOf, type TicketRoute } from '../settings/ticket-route.ts';

/** Where a ticket is made, and with which fields. */
export interface Destination {
  readonly board: Board;
  /** By id or name, as configured. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Every board that tickets go to, and the account that works on them. */
export interface Boards {
  readonly self: JiraUser;
  readonly deployment: JiraDeployment;
  /** The keys of the projects, each once. */
  readonly projects: readonly string[];
  readonly destinations: readonly Destination[];
  /** Where this request's ticket goes. Throws `refused` where its route says that it gets none. */
  destinationOf(request: AccessRequest): Destination;
  /** What statuses mean, on whichever board. */
  readonly meanings: MeaningSource;
}

/**
 * Reads everything about the projects that does not change from ticket to ticket.
 *
 * Throws `refused` with every missing thing named when an issue type, a configured field or a
 * required field is missing.
 */
export async function readBoards(
  client: JiraClient,
  settings: JiraTrackerSettings,
  options: JiraCallOptions,
): Promise<Boards> {
  const routes = settings.routes ?? [];
  for (const { fields } of [settings, ...routes]) checkPlaceholders(fields ?? {});
  const deployment = await client.deployment(options);
  // Alone and first: several tries with a wrong password at once would lock a Data Center account.
  const self = await client.myself(options);
  const read = onceEach((place) => readBoard(client, place, options));
  const usual = await destinationFor(settings, {}, read);
  const routed = new Map<TicketRoute, Destination>();
  for (const route of routes) {
    if (route.ticket !== false) routed.set(route, await destinationFor(settings, route, read));
  }
  const destinations = [usual, ...routed.values()];
  checkFields(destinations);
  checkReviewersField(destinations, settings.reviewersField);
  const boards = [...new Set(destinations.map(({ board }) => board))];
  const meanings = await createMeaningSource(client, { settings, boards }, options);
  return {
    self,
    deployment,
    projects: [...new Set(boards.map(({ project }) => project))],
    destinations,
    destinationOf(request) {
      const route = routeOf(routes, request);
      const destination = route === undefined ? usual : routed.get(route);
      if (destination !== undefined) return destination;
      throw new AccessPluginError('refused', 'Jira: the route of this request says that it gets no ticket.');
    },
    meanings,
  };
}

interface Place {
  readonly project: string;
  readonly issueType: string;
}

async function destinationFor(
  settings: JiraTrackerSettings,
  route: TicketRoute,
  read: (place: Place) => Promise<Board>,
): Promise<Destination> {
  const { project = settings.project, issueType = settings.issueType } = route;
  return { board: await read({ project, issueType }), fields: { ...settings.fields, ...route.fields } };
}

/** Routes share boards, and one read each is enough. */
function onceEach(read: (place: Place) => Promise<Board>): (place: Place) => Promise<Board> {
  const known = new Map<string, Promise<Board>>();
  return ({ project, issueType }) => {
    const name = `${project} ${issueType.toLowerCase()}`;
    const board = known.get(name) ?? read({ project, issueType });
    known.set(name, board);
    return board;
  };
}

function checkFields(destinations: readonly Destination[]): void {
  const problems = destinations.flatMap(({ board, fields }) =>
    fieldProblems(board, fields).map((problem) => `${board.project}: ${problem}`),
  );
  if (problems.length === 0) return;
  throw new AccessPluginError(
    'refused',
    `Jira: tickets cannot be created in ${[...new Set(problems)].join('; ')}. Put them into [jira.fields] or the fields of the route, or change the screen.`,
  );
}

/** Boards may lack it, for the text names reviewers too; but a name that fits nowhere is a mistake. */
function checkReviewersField(destinations: readonly Destination[], name: string | undefined): void {
  const screens = destinations.map(({ board }) => board.createScreen);
  const fits = (screen: Board['createScreen']) =>
    screen.length === 0 || findReviewersField(screen, name) !== undefined;
  if (name === undefined || screens.some(fits)) return;
  throw new AccessPluginError(
    'refused',
    `Jira: no create screen has a field "${name}" for several people. Add it to a screen, or change [jira] reviewers_field.`,
  );
}
