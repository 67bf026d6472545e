import type { JiraIssue } from '../../calls/read-issue.ts';
import type { JiraField } from '../../schemas/field.ts';
import type { JiraTransition } from '../../schemas/issue/transition.ts';

/** Where tickets were last seen, and which transitions lead on from there. */
export interface TransitionMemory {
  /** Takes note of an issue that was just read. */
  learn(issue: JiraIssue): void;
  /** Takes note of the screens of transitions that were read with their fields. */
  learnScreens(transitions: readonly JiraTransition[]): void;
  /** What led on from the ticket's place; `undefined` when nothing is known. */
  from(ticketId: string): readonly JiraTransition[] | undefined;
  /** The ticket is in another status now. */
  moved(ticketId: string, statusId: string): void;
  /** Nothing is known of the ticket any more. */
  forget(ticketId: string): void;
}

interface Place {
  readonly workflow: string;
  readonly statusId: string;
}

const REMEMBERED = 5000;

/** Creates an empty memory. Transitions are kept per workflow and status, tickets by their place alone. */
export function createTransitionMemory(): TransitionMemory {
  const places = new Map<string, Place>();
  const transitionsFrom = new Map<string, readonly JiraTransition[]>();
  const screens = new Map<string, readonly JiraField[]>();
  return {
    learn({ id, projectId, issueTypeId, status, transitions }) {
      const place = { workflow: `${projectId}/${issueTypeId}`, statusId: status.id };
      remember(places, id, place);
      remember(transitionsFrom, nameOf(place), transitions);
    },
    learnScreens(transitions) {
      for (const { id, to, fields } of transitions)
        if (fields !== undefined) remember(screens, screenOf({ id, to }), fields);
    },
    from(ticketId) {
      const place = places.get(ticketId);
      const known = place === undefined ? undefined : transitionsFrom.get(nameOf(place));
      return known?.map((one) => ({ ...one, fields: one.fields ?? screens.get(screenOf(one)) }));
    },
    moved(ticketId, statusId) {
      const place = places.get(ticketId);
      if (place !== undefined) remember(places, ticketId, { ...place, statusId });
    },
    forget: (ticketId) => void places.delete(ticketId),
  };
}

/** Workflows number their transitions alike. */
function screenOf({ id, to }: Pick<JiraTransition, 'id' | 'to'>): string {
  return `${id} to ${to.id}`;
}

function nameOf({ workflow, statusId }: Place): string {
  return `${workflow}/${statusId}`;
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  const oldest = map.size >= REMEMBERED && !map.has(key) ? map.keys().next() : undefined;
  if (oldest?.done === false) map.delete(oldest.value);
  map.set(key, value);
}
