import { JiraError } from '../../api/jira-error.ts';
import type { Board } from './board.ts';

/** The fields that Jira refused on a board, so that they are not tried again. Lives as long as the tracker. */
export interface RefusedFields {
  has(board: Board, fieldId: string): boolean;
  add(board: Board, fieldIds: readonly string[]): void;
}

/** Creates an empty memory of refused fields. */
export function createRefusedFields(): RefusedFields {
  const known = new Map<Board, Set<string>>();
  return {
    has: (board, fieldId) => known.get(board)?.has(fieldId) === true,
    add: (board, fieldIds) => {
      known.set(board, new Set([...(known.get(board) ?? []), ...fieldIds]));
    },
  };
}

/** Which of these fields an error names as the reason why certainly nothing was done. */
export function refusedIn(error: unknown, fieldIds: readonly string[]): readonly string[] {
  if (!(error instanceof JiraError) || error.status !== 400 || error.outcome !== 'not-done') return [];
  return fieldIds.filter((id) => Object.hasOwn(error.fieldErrors, id));
}
