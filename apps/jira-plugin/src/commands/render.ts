import { shownRequest, usualNotes, type AccessRequest } from '@org/access-plugin-core';
import { fromAdf, toAdf, toWiki, type RichText } from '@org/jira-client';
import {
  createTicketText,
  fillValue,
  noteText,
  parseNoteFrame,
  joinLabels,
  requestLink,
  routeOf,
} from '@org/jira-client/access-plugin';
import { formatHostPort } from '@org/plugin-host';
import type { Config } from '../config/config.ts';

/** The forms of a text: for reading, as Jira Cloud gets it, as Data Center gets it. */
export const RENDER_FORMATS = ['text', 'adf', 'wiki'] as const;

export type RenderFormat = (typeof RENDER_FORMATS)[number];

/** What a ticket of this request would hold and the comments it usually gets, without reaching Jira or Teleport. */
export function renderTicket(config: Config, asked: AccessRequest, format: RenderFormat): string {
  const { templates, fields, hide } = config.jira;
  const route = routeOf(config.routes, asked);
  const place = `${route?.project ?? config.jira.project}, ${route?.issueType ?? config.jira.issueType}`;
  const way = route === undefined ? '' : ` by routes[${config.routes.indexOf(route) + 1}]`;
  if (route?.ticket === false) return section('No ticket', `This request gets none${way}.`);
  const request = shownRequest(asked, hide);
  // Offline, the address that the plugin itself calls is the best guess at the one that people use.
  const clusterUrl = `https://${formatHostPort(config.teleport.address)}`;
  const text = createTicketText({ ...templates, clusterUrl });
  const frame = templates.comment === undefined ? undefined : parseNoteFrame(templates.comment);
  const filling = { request, href: requestLink(request, clusterUrl) };
  const configured = Object.entries({ ...Object.fromEntries(fields), ...route?.fields });
  const filled = configured.map(([name, value]) => [name, fillValue(value, filling)] as const);
  const notes = usualNotes(request.reviews).map((note) => bodyOf(noteText(note, frame), format));
  return [
    section('Place', place + way),
    section('Summary', text.summary(request)),
    section('Description', bodyOf(text.description(request), format)),
    section(
      'Fields, where the create screen has them',
      [...fieldLines(filled), ...peopleLines(config, request)].join('\n'),
    ),
    ...notes.map((note) => section('Comment', note)),
  ].join('\n');
}

function fieldLines(filled: readonly (readonly [string, unknown])[]): readonly string[] {
  const isLabels = (name: string) => name.toLowerCase() === 'labels';
  const labels = filled.findLast(([name]) => isLabels(name))?.[1];
  const others = filled.filter(([name]) => !isLabels(name));
  return [['labels', joinLabels(labels)] as const, ...others].map(
    ([name, value]) => `${name} = ${JSON.stringify(value)}`,
  );
}

/** Which accounts these people have is known to Jira alone. */
function peopleLines({ jira }: Config, request: AccessRequest): readonly string[] {
  const people = (users: readonly string[]) => `the Jira accounts of ${users.join(', ')}`;
  return [
    ...(jira.reporter === 'requester' ? [`reporter: ${people([request.user])}`] : []),
    ...(jira.reviewersField === undefined || request.suggestedReviewers.length === 0
      ? []
      : [`${jira.reviewersField}: ${people(request.suggestedReviewers)}`]),
  ];
}

function section(title: string, body: string): string {
  return `== ${title} ==\n${body}\n`;
}

function bodyOf(text: RichText, format: RenderFormat): string {
  switch (format) {
    case 'text':
      return fromAdf(toAdf(text));
    case 'adf':
      return JSON.stringify(toAdf(text), undefined, 2);
    case 'wiki':
      return toWiki(text);
  }
}
