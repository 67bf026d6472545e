import type { HiddenPart } from '@org/access-plugin-core';
import type { TicketRoute } from '@org/jira-client/access-plugin';
import { z } from 'zod';
import {
  flag,
  foundKind,
  isTable,
  type Kind,
  optional,
  parsed,
  type Reading,
  readSettings,
  text,
  textOrList,
  type TomlTable,
  type Values,
} from '@org/plugin-host';
import { fieldValue, noteTemplateFault, type FieldValue } from './jira-fields.ts';
import { parseProjectKey } from './project-key.ts';

const patterns = textOrList('a pattern or a list of them; * is any text');

const annotations: Kind<Readonly<Record<string, readonly string[]>>> = {
  schema: z.record(z.string(), textOrList('').schema),
  expected: 'a table from traits to lists of values',
};

const fields: Kind<Readonly<Record<string, FieldValue>>> = {
  schema: z.record(z.string(), fieldValue),
  expected: 'a table of fields, as [jira.fields]',
};

export const routeSettings = {
  roles: optional({
    kind: patterns,
    meaning: 'Condition: one requested role matches one of these patterns.',
    example: ['prod-*'],
  }),
  resource_kinds: optional({
    kind: textOrList('a kind of resource, such as "node", or a list of them'),
    meaning: 'Condition: one requested resource is of one of these kinds.',
    example: ['db', 'kube_cluster'],
  }),
  requesters: optional({
    kind: patterns,
    meaning: "Condition: the requester's user name matches one of these patterns.",
    example: ['*@contractor.example.com'],
  }),
  annotations: optional({
    kind: annotations,
    meaning: "Condition: for each trait named, the request's annotation has one of the values.",
    example: { team: ['orders', 'billing'] },
  }),
  ticket: optional({
    kind: flag,
    meaning: 'false: these requests get no ticket, and are left to Teleport.',
    example: true,
  }),
  project: optional({
    kind: parsed('a project key', parseProjectKey),
    meaning: 'The key of the project for these tickets. Left out: jira.project.',
    example: 'OPS',
  }),
  issue_type: optional({
    kind: text("an issue type's name"),
    meaning: 'The type of these tickets. Left out: jira.issue_type.',
    example: 'Access',
  }),
  fields: optional({
    kind: fields,
    meaning: 'Fields beside those of [jira.fields], or instead of them.',
    example: { Service: '{{resources}}' },
  }),
};

type RouteValues = Values<typeof routeSettings>;

/** Reads `[[routes]]`. Faults name a route by its place, counted from one: `routes[2].project`. */
export function readRoutes(
  { document, findings }: Reading,
  hidden: readonly HiddenPart[],
): readonly TicketRoute[] {
  const tables = Object.hasOwn(document, 'routes') ? document.routes : [];
  if (!Array.isArray(tables) || !tables.every(isTable)) {
    const problem = tables === undefined ? 'is missing' : `is ${foundKind(tables)}`;
    findings.faults.push({
      key: 'routes',
      problem,
      expected: 'one or more [[routes]]',
      example: '[[routes]]',
    });
    return [];
  }
  const routes = tables.map((table, index) => readRoute({ table, name: `routes[${index + 1}]` }, findings));
  routes.forEach((route, index) => noteHidden(route, { name: `routes[${index + 1}]`, hidden }, findings));
  noteUnreached(routes, findings.warnings);
  return routes;
}

function readRoute(
  { table, name }: { readonly table: TomlTable; readonly name: string },
  findings: Reading['findings'],
): TicketRoute {
  const reading: Reading = { document: { [name]: table }, findings };
  const values = readSettings(reading, name, routeSettings);
  for (const [field, value] of Object.entries(values.fields ?? {})) {
    noteTemplateFault(reading, `${name}.fields.${field}`, value);
  }
  checkTicket(values, name, findings);
  return {
    roles: values.roles,
    resourceKinds: values.resource_kinds,
    requesters: values.requesters,
    annotations: values.annotations,
    ticket: values.ticket,
    project: values.project,
    issueType: values.issue_type,
    fields: values.fields,
  };
}

function checkTicket(values: RouteValues, name: string, { faults }: Reading['findings']): void {
  if (values.ticket !== false) return;
  for (const key of ['project', 'issue_type', 'fields'] as const) {
    if (values[key] === undefined) continue;
    faults.push({
      key: `${name}.${key}`,
      problem: 'is given beside ticket = false',
      expected: 'either no ticket, or a place for it',
      example: 'ticket = true',
    });
  }
}

/** What is hidden never reaches the code that makes tickets, so that it cannot choose by it either. */
function noteHidden(
  { roles, annotations: wanted, resourceKinds }: TicketRoute,
  { name, hidden }: { readonly name: string; readonly hidden: readonly HiddenPart[] },
  { faults }: Reading['findings'],
): void {
  const conditions = [
    { key: 'roles', part: 'roles', set: roles },
    { key: 'annotations', part: 'roles', set: wanted },
    { key: 'resource_kinds', part: 'resources', set: resourceKinds },
  ] as const;
  for (const { key, part, set } of conditions) {
    if (set === undefined || !hidden.includes(part)) continue;
    faults.push({
      key: `${name}.${key}`,
      problem: `is a condition on what jira.hide keeps off the tickets (${part})`,
      expected: 'another condition, or another jira.hide',
      example: 'requesters = ["*@contractor.example.com"]',
    });
  }
}

/** A route without a condition takes everything that comes to it. */
function noteUnreached(routes: readonly TicketRoute[], warnings: string[]): void {
  const all = routes.findIndex(({ roles, resourceKinds, requesters, annotations: wanted }) =>
    [roles, resourceKinds, requesters, wanted].every((condition) => condition === undefined),
  );
  if (all === -1 || all === routes.length - 1) return;
  warnings.push(`routes[${all + 1}] has no condition and takes every request, so no route after it counts.`);
}
