import { statusItem } from './change-item.ts';
import { changeIssue } from './change-issue.ts';
import { addComment } from './comment.ts';
import { requiredText, type Writer } from './create-issue.ts';
import { changedItems, readChanges } from './edit-issue.ts';
import { SYSTEM_FIELDS } from './field.ts';
import type { FieldValue, JiraIssue, Json } from './issue.ts';
import { holds } from './permission.ts';
import { readProperties } from './property-input.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraSite } from './site.ts';
import type { JiraUser } from './user.ts';
import type { JiraTransition } from './workflow.ts';

type Body = Readonly<Record<string, unknown>>;

/** The transitions that a user is offered now; none without the permission. */
export function offeredTransitions(
  site: JiraSite,
  user: JiraUser | undefined,
  issue: JiraIssue,
): readonly JiraTransition[] {
  const project = site.projectOf(issue);
  if (user === undefined || !holds(user, 'TRANSITION_ISSUES', project)) return [];
  return project.workflow.transitions.filter(
    (one) =>
      (one.from === 'any' || one.from.includes(issue.statusId)) &&
      (one.onlyUsers === undefined || one.onlyUsers.includes(user.id)),
  );
}

/** Moves an issue from a REST body; refuses as Jira does. */
export function transitionIssue(writer: Writer, issue: JiraIssue, body: Body): JiraIssue {
  const { site, actor } = writer;
  const transition = readTransition(site, { actor, issue }, body['transition']);
  const values = readScreen(writer, { issue, transition }, body);
  if (transition.refusal !== undefined) throw new JiraRefusal('invalid', transition.refusal);
  if (actor === undefined) throw new JiraRefusal('unauthenticated', 'You are not authenticated.');
  const after = { ...values, ...resolutionAfter(site, { issue, transition, values }) };
  const items = changedItems(writer, issue, after);
  const moved = changeIssue(site, issue, {
    actor,
    items: [
      ...items,
      ...(transition.to === issue.statusId ? [] : [statusItem(site, issue.statusId, transition.to)]),
    ],
    patch: patchFor(site, { issue, transition, values: after }, readProperties(body['properties'])),
    eventName: transition.eventName ?? 'issue_generic',
    historyMetadata: body['historyMetadata'] as Json | undefined,
  });
  return commentFromUpdate(writer, moved, body);
}

function readTransition(
  site: JiraSite,
  { actor, issue }: { readonly actor: JiraUser | undefined; readonly issue: JiraIssue },
  sent: unknown,
): JiraTransition {
  const { id } = (sent ?? {}) as { id?: unknown };
  if (typeof id !== 'string' && typeof id !== 'number') {
    throw new JiraRefusal('invalid', "Missing 'transition' identifier");
  }
  const found = offeredTransitions(site, actor, issue).find((one) => one.id === String(id));
  if (found !== undefined) return found;
  if (site.deployment === 'cloud') {
    throw new JiraRefusal('invalid', `Transition id '${String(id)}' is not valid for this issue.`);
  }
  const named = site.projectOf(issue).workflow.transitions.find((one) => one.id === String(id));
  if (named === undefined) throw new JiraRefusal('broken', 'Internal server error');
  throw new JiraRefusal(
    'invalid',
    `It seems that you have tried to perform a workflow operation (${named.name}) that is not valid for the ` +
      `current state of this issue (${issue.key}). The likely cause is that somebody has changed the issue ` +
      'recently, please look at the issue history for details.',
  );
}

interface Move {
  readonly issue: JiraIssue;
  readonly transition: JiraTransition;
  readonly values: Readonly<Record<string, FieldValue>>;
}

function readScreen(writer: Writer, { issue, transition }: Omit<Move, 'values'>, body: Body): Move['values'] {
  const fields = transition.screen ?? [];
  const values = readChanges(writer, issue, { body, screen: fields.map((one) => one.fieldId) });
  const missing = fields.filter(
    ({ fieldId, required }) => required && (values[fieldId] ?? issue.fields[fieldId]) === undefined,
  );
  if (missing.length > 0) {
    const errors = missing.map(({ fieldId }) => [fieldId, requiredText(writer.site, fieldId)] as const);
    throw new JiraRefusal('invalid', { errors: Object.fromEntries(errors) });
  }
  return values;
}

/** Boards set the resolution on entering a done column and clear it on leaving. */
function resolutionAfter(site: JiraSite, { issue, transition, values }: Move): Record<string, FieldValue> {
  if (site.status(transition.to).category !== 'done') return { resolution: undefined };
  const done = SYSTEM_FIELDS.find((field) => field.id === 'resolution')?.options?.[0]?.id;
  return { resolution: values['resolution'] ?? issue.fields['resolution'] ?? done };
}

function patchFor(
  site: JiraSite,
  move: Move,
  properties: Readonly<Record<string, Json>>,
): Partial<JiraIssue> {
  const { issue, transition, values } = move;
  const at = site.now();
  const done = site.status(transition.to).category === 'done';
  return {
    statusId: transition.to,
    statusChangedAt: at,
    resolvedAt: done ? (issue.resolvedAt ?? at) : undefined,
    fields: { ...issue.fields, ...values },
    properties: { ...issue.properties, ...properties },
  };
}

function commentFromUpdate(writer: Writer, issue: JiraIssue, body: Body): JiraIssue {
  const verbs = ((body['update'] ?? {}) as Body)['comment'];
  if (!Array.isArray(verbs)) return issue;
  const adds = verbs.flatMap((verb: { add?: Body }) => (verb.add === undefined ? [] : [verb.add]));
  return adds.reduce((current, add) => addComment(writer, current, add).issue, issue);
}
