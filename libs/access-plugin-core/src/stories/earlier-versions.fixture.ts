import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AccessRequest } from '../domain/access-request.ts';
import { AccessPluginError } from '../errors.ts';
import type { Directory } from '../ports/directory.ts';
import type { Fields } from '../ports/plugin-data-store.ts';
import type { Sealed, Sealer } from '../ports/sealer.ts';
import type { Board } from '../../testing/in-memory/index.ts';
import type { DecisionMode } from '../settings.ts';
import { createWorld } from './world.fixture.ts';

type Recorded<Op extends 'create' | 'move' | 'addNote'> = {
  /** Milliseconds after the start of the clock. */
  readonly at: number;
  readonly op: Op;
  readonly args: Parameters<Board[Op]>;
};

/** What both sides show in the end; notes by key, sorted. */
export interface Outcome {
  readonly state: string | undefined;
  readonly tickets: number;
  readonly status: string | undefined;
  readonly notes: readonly string[] | undefined;
  readonly moves: readonly string[] | undefined;
  readonly reviews: number | undefined;
  readonly resolution: string;
}

/** A request as an earlier version left it, and where that version itself would have brought it ten minutes later. */
export interface Stage {
  readonly name: string;
  readonly mode: DecisionMode;
  readonly sealed: boolean;
  readonly directory: 'none' | 'up' | 'down';
  /** When its process ended, in milliseconds after the start of the clock. */
  readonly takenAt: number;
  readonly request: AccessRequest;
  readonly record: Fields;
  readonly board: readonly (Recorded<'create'> | Recorded<'move'> | Recorded<'addNote'>)[];
  readonly then: Outcome;
}

/**
 * Twenty stages of a request's life, recorded from the plugin at commit fb9227c, which ran with both worlds in memory and
 * was stopped there: the request, the stored fields, and every write to the board in order.
 */
export const stages = JSON.parse(
  readFileSync(new URL('requests-of-earlier-versions.fixture.json', import.meta.url), 'utf8'),
) as readonly Stage[];

/** The world as the earlier version left it; nothing runs yet. */
export function worldAt(stage: Stage) {
  const directory = directories[stage.directory];
  const world = createWorld({
    settings: { intervalMs: 60_000, mode: stage.mode },
    ...(directory === undefined ? {} : { directory }),
    ...(stage.sealed ? { sealer } : {}),
  });
  const start = world.clock.wall();
  const goTo = (at: number): void => world.clock.advance(at - (world.clock.wall() - start));
  world.cluster.add(stage.request);
  world.cluster.swap(stage.request.id, {}, stage.record);
  for (const step of stage.board) {
    goTo(step.at);
    replay(world.board, step);
  }
  goTo(stage.takenAt);
  return world;
}

function replay(board: Board, step: Stage['board'][number]): unknown {
  switch (step.op) {
    case 'create':
      return board.create(...step.args);
    case 'move':
      return board.move(...step.args);
    case 'addNote':
      return board.addNote(...step.args);
  }
}

/** What both sides show now. */
export function outcomeOf({ cluster, board }: ReturnType<typeof createWorld>, requestId: string): Outcome {
  const request = cluster.requests.get(requestId);
  const [ticket] = [...board.tickets.values()];
  return {
    state: request?.state,
    tickets: board.tickets.size,
    status: ticket?.status,
    notes: ticket?.notes.flatMap(({ key }) => (key === undefined ? [] : [key])).toSorted(),
    moves: ticket?.statusChanges.map(({ author, to }) => `${author?.id} to ${to}`),
    reviews: request?.reviews.length,
    resolution: cluster.records.get(requestId)?.['resolution'] ?? '',
  };
}

const seal = ({ instance, requestId, ticketId, projectId, typeId }: Sealed): string =>
  createHmac('sha256', 'a key of the operator')
    .update(JSON.stringify([instance, requestId, ticketId, projectId, typeId]))
    .digest('hex');

/** Seals as the recorded requests are sealed. */
export const sealer: Sealer = { seal, verify: (what, given) => given === seal(what) };

const unreadable = new AccessPluginError('unavailable', 'the list of users cannot be read');
const directories: Readonly<Record<Stage['directory'], Directory | undefined>> = {
  none: undefined,
  up: { identify: async ({ id }) => ({ at: 'user', user: id }) },
  down: { identify: () => Promise.reject(unreadable) },
};
