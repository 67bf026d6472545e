import { AccessPluginError, type MoveDraft } from '@org/access-plugin-core';
import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import { JiraError } from '../../api/jira-error.ts';
import type { JiraTransition } from '../../schemas/issue/transition.ts';
import type { Boards } from '../board/boards.ts';
import { fieldValues } from '../text/field-values.ts';
import type { JiraTrackerSettings, NamedMeaning } from '../settings/jira-tracker-settings.ts';
import { createMarkKeeping, type MarkKeeping } from '../marks/mark-keeping.ts';
import { writeMoveMark } from '../marks/move-mark.ts';
import { refusedMove } from './refused-move.ts';
import { createTransitionMemory, type TransitionMemory } from './transition-memory.ts';

/** What moving takes. */
export interface Mover {
  readonly client: JiraClient;
  readonly boards: Boards;
  readonly settings: JiraTrackerSettings;
  readonly memory: TransitionMemory;
  readonly marks: MarkKeeping;
}

/** Creates a mover that remembers nothing yet. */
export function createMover(parts: Omit<Mover, 'memory' | 'marks'>): Mover {
  const marks = createMarkKeeping(parts.boards.self.id, parts.settings.notice);
  return { ...parts, memory: createTransitionMemory(), marks };
}

/**
 * Moves a card to a meaning, by whatever transition leads there: a remembered one in one call. When
 * Jira refuses that (somebody has moved the card since), the transitions are read afresh, once.
 */
export async function moveTicket(
  mover: Mover,
  { ticketId, draft }: { readonly ticketId: string; readonly draft: MoveDraft },
  options: JiraCallOptions,
): Promise<void> {
  if (draft.to === 'other') {
    throw new AccessPluginError('misuse', 'Jira: "other" is no column to move a card to.');
  }
  const move: Move = { ticketId, to: draft.to, answers: draft.answers };
  if (await movedAsRemembered(mover, move, options)) return;
  const transitions = await mover.client.transitions(ticketId, options);
  mover.memory.learnScreens(transitions);
  const transition = await choose(mover, { transitions, to: move.to }, options);
  if (transition === undefined) throw noWay(move, transitions);
  try {
    await send(mover, { move, transition }, options);
  } catch (error) {
    throw refusedMove(error, {
      to: move.to,
      transition,
      given: mover.settings.transitionFields?.[move.to] ?? {},
    });
  }
}

interface Move {
  readonly ticketId: string;
  readonly to: NamedMeaning;
  readonly answers: number | undefined;
}

/** False when what was remembered does not do, and nothing was done. */
async function movedAsRemembered(mover: Mover, move: Move, options: JiraCallOptions): Promise<boolean> {
  const transitions = mover.memory.from(move.ticketId);
  if (transitions === undefined) return false;
  const transition = await choose(mover, { transitions, to: move.to }, options);
  if (transition === undefined) return false;
  const needsScreen = Object.keys(mover.settings.transitionFields?.[move.to] ?? {}).length > 0;
  if (needsScreen && transition.fields === undefined) return false;
  try {
    await send(mover, { move, transition }, options);
    return true;
  } catch (error) {
    if (error instanceof JiraError && error.code === 'rejected') return false;
    throw error;
  }
}

/** Of the transitions that lead to the meaning, the one to the status that was configured first. */
async function choose(
  { boards }: Mover,
  { transitions, to }: { readonly transitions: readonly JiraTransition[]; readonly to: NamedMeaning },
  options: JiraCallOptions,
): Promise<JiraTransition | undefined> {
  const statuses = transitions.map((one) => one.to);
  const meanings = await boards.meanings.of(statuses, options);
  return transitions
    .filter((one) => meanings.of(one.to) === to)
    .toSorted((a, b) => meanings.rank(a.to) - meanings.rank(b.to))[0];
}

async function send(
  { client, boards, settings, memory, marks }: Mover,
  { move, transition }: { readonly move: Move; readonly transition: JiraTransition },
  options: JiraCallOptions,
): Promise<void> {
  const fields = fieldValues(settings.transitionFields?.[move.to] ?? {}, transition.fields ?? [], {
    filling: undefined,
    deployment: boards.deployment,
  });
  const { instance } = settings;
  const mark = move.answers === undefined ? { instance } : { instance, answers: move.answers };
  try {
    await client.transition(
      move.ticketId,
      {
        transitionId: transition.id,
        historyMetadata: writeMoveMark(mark),
        ...(Object.keys(fields).length === 0 ? {} : { fields }),
      },
      options,
    );
    memory.moved(move.ticketId, transition.to.id);
    marks.moved(move.ticketId, transition.to.id);
  } catch (error) {
    memory.forget(move.ticketId);
    throw error;
  }
}

function noWay({ ticketId, to }: Move, transitions: readonly JiraTransition[]): AccessPluginError {
  const ways = transitions.map((one) => `"${one.to.name}"`).join(', ');
  const why =
    transitions.length === 0
      ? 'no move is open to the plugin: it needs the Transition Issues permission'
      : `from where it is, only ${ways} can be reached`;
  return new AccessPluginError('not-found', `Jira: no move of issue ${ticketId} leads to "${to}"; ${why}.`);
}
