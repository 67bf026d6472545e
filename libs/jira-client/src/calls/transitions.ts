import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions, JiraWriteOptions } from '../api/jira-client-options.ts';
import { transitionListSchema, type JiraTransition } from '../schemas/issue/transition.ts';
import { segment } from './segment.ts';

/** What is written into the history entry of a move; readable by everybody who can see the issue. */
export interface HistoryMetadata {
  readonly type: string;
  readonly description?: string;
  readonly extraData?: Readonly<Record<string, string>>;
}

/** A move to make. */
export interface TransitionMove {
  readonly transitionId: string;
  /** Fields of the transition's screen, by id, in Jira's own form. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  readonly historyMetadata?: HistoryMetadata | undefined;
}

/** The moves that the account may make now, with the fields of their screens. Empty without the right to. */
export async function transitions(
  caller: Caller,
  issueId: string,
  options: JiraCallOptions,
): Promise<readonly JiraTransition[]> {
  const call = {
    operation: 'read transitions',
    method: 'GET',
    path: `/issue/${segment(issueId)}/transitions`,
    template: '/issue/{id}/transitions',
    query: { expand: 'transitions.fields' },
    schema: transitionListSchema,
  } as const;
  return (await caller.call(call, options)).value;
}

/** Moves an issue; sent once. `conflict`: someone moved it at the same time. `rejected`: not possible from where it is. */
export async function transition(
  caller: Caller,
  { issueId, move }: { readonly issueId: string; readonly move: TransitionMove },
  options: JiraWriteOptions,
): Promise<void> {
  const call = { operation: 'move issue', method: 'POST', template: '/issue/{id}/transitions' } as const;
  const body = {
    transition: { id: move.transitionId },
    ...(move.fields === undefined ? {} : { fields: move.fields }),
    ...(move.historyMetadata === undefined ? {} : { historyMetadata: move.historyMetadata }),
  };
  await caller.call<void>(
    { ...call, path: `/issue/${segment(issueId)}/transitions`, body, issueId },
    options,
  );
}
