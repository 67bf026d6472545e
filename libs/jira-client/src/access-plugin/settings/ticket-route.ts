import type { AccessRequest } from '@org/access-plugin-core';
import { matchesGlob } from './glob.ts';

/**
 * Where the tickets of some requests go. A route is taken when all conditions that it has hold; one without any takes
 * every request. Patterns know `*` (any text) and `?` (any sign), and tell upper from lower case.
 */
export interface TicketRoute {
  /** Patterns; one requested role matches one of them. */
  readonly roles?: readonly string[] | undefined;
  /** Kinds such as `node` or `db`; one requested resource is of one of them. */
  readonly resourceKinds?: readonly string[] | undefined;
  /** Patterns; the requester's name matches one of them. */
  readonly requesters?: readonly string[] | undefined;
  /** For each trait, values of which the request's annotation has one. */
  readonly annotations?: Readonly<Record<string, readonly string[]>> | undefined;
  /** False: no ticket at all. Default: true. */
  readonly ticket?: boolean | undefined;
  /** The project's key. Default: that of all tickets. */
  readonly project?: string | undefined;
  /** The issue type's name or id. Default: that of all tickets. */
  readonly issueType?: string | undefined;
  /** Fields beside, or instead of, those of all tickets. Default: none. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** The first route that takes the request, if any does. */
export function routeOf(routes: readonly TicketRoute[], request: AccessRequest): TicketRoute | undefined {
  return routes.find((route) => takes(route, request));
}

/** False when the request's route says that it gets no ticket: for the core's setting of that name. */
export function wantsTicket(routes: readonly TicketRoute[], request: AccessRequest): boolean {
  return routeOf(routes, request)?.ticket !== false;
}

function takes(route: TicketRoute, request: AccessRequest): boolean {
  const { roles, resourceKinds, requesters, annotations = {} } = route;
  return (
    (roles === undefined || roles.some((pattern) => anyMatches(pattern, request.roles))) &&
    (requesters === undefined || requesters.some((pattern) => matchesGlob(pattern, request.user))) &&
    (resourceKinds === undefined || request.resources.some(({ kind }) => resourceKinds.includes(kind))) &&
    Object.entries(annotations).every(([trait, values]) => hasOneOf(request.annotations, trait, values))
  );
}

function anyMatches(pattern: string, texts: readonly string[]): boolean {
  return texts.some((text) => matchesGlob(pattern, text));
}

function hasOneOf(
  annotations: AccessRequest['annotations'],
  trait: string,
  values: readonly string[],
): boolean {
  const given = Object.hasOwn(annotations, trait) ? (annotations[trait] ?? []) : [];
  return given.some((value) => values.includes(value));
}
