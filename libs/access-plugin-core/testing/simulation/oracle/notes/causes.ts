import { accounts, bot, requester, users } from '../../accounts.ts';
import { present, someSight, type NoteCase } from './note-case.ts';

/** Why a move decided nothing, in the words of a note, and whether it was so. */
export interface Cause {
  readonly says: RegExp;
  readonly isTrue: (one: NoteCase) => boolean;
}

/** Every cause that a note may give. A cause that stands here under no sentence counts as untrue. */
export const causes: readonly Cause[] = [
  {
    says: /^this board only mirrors access requests\./,
    isTrue: ({ evidence }) => evidence.settings.mode === 'off',
  },
  {
    says: /^a pending request cannot be closed this way\./,
    isTrue: ({ change }) => change?.to === 'expired',
  },
  {
    says: /^the column had another name or meaning when the card was moved\./,
    isTrue: ({ change }) => change?.renamedSince === true,
  },
  {
    says: /^this project lacks a column that decisions need;/,
    isTrue: ({ evidence, from, note }) =>
      evidence.plan.windows.some(
        (window) => window.what === 'board-incomplete' && window.from <= note.sentAt && from < window.to,
      ),
  },
  { says: /^the record of this ticket was changed by somebody else\./, isTrue: hasBrokenSeal },
  { says: /^this ticket was not created by the plugin\.$/, isTrue: isStrangers },
  {
    says: /^the request id on this ticket was removed or changed after it was created\./,
    isTrue: ({ cards, requestId }) => cards.some((card) => card.requestId !== requestId),
  },
  {
    says: /^this ticket was moved to another project\./,
    isTrue: ({ cards }) => cards.some(({ projectId }) => projectId !== '10'),
  },
  {
    says: /^the type of this ticket was changed\./,
    isTrue: ({ cards }) => cards.some(({ typeId }) => typeId !== '3'),
  },
  {
    says: /^the text of this ticket was edited after it was created,/,
    isTrue: ({ cards }) =>
      cards.some(({ contentChanges }) => contentChanges.some(({ author }) => author?.id !== bot.id)),
  },
  { says: /^the history does not say who moved it\.$/, isTrue: ({ change }) => change?.author === undefined },
  {
    says: /^the account that moved it is switched off\.$/,
    isTrue: ({ change }) => change?.author?.active === false,
  },
  {
    says: /^the account that moved it belongs to an app\./,
    isTrue: ({ change }) => change?.author !== undefined && change.author.kind !== 'human',
  },
  {
    says: /^it was moved with the account that the plugin itself uses\./,
    isTrue: ({ change }) => change?.author?.id === bot.id,
  },
  {
    says: /^the account that moved it is not mapped to exactly one live user\./,
    isTrue: ({ change }) => change?.author !== undefined && users[change.author.id] === undefined,
  },
  {
    says: /^nobody decides on a request of their own\.$/,
    isTrue: ({ change }) => change?.author !== undefined && users[change.author.id] === requester,
  },
  {
    says: /^a long-term request is promoted through an access list, never simply approved\./,
    isTrue: (one) => someSight(one, (_, request) => request.kind === 'long-term'),
  },
];

function isStrangers({ cards, evidence }: NoteCase): boolean {
  const trusted = [bot.id, ...(evidence.plan.settings.trustedCreators ?? [])];
  return cards.some(({ creatorId }) => creatorId === undefined || !trusted.includes(creatorId));
}

/** A seal that is not the plugin's, or none where the plugin seals. */
function hasBrokenSeal({ evidence, records, requestId, note }: NoteCase): boolean {
  if (!evidence.plan.sealed) return false;
  return records.some(({ seal = '', issue_id = '', project_id = '', issue_type_id = '' }) => {
    const good = ['sealed', note.by.deployment.instance, requestId, issue_id, project_id, issue_type_id].join(
      '|',
    );
    return seal !== good;
  });
}

/** A call of the writer's about this request was turned away before the note. */
export function wasTurnedAway({ evidence, note, requestId, change }: NoteCase, names: RegExp): boolean {
  const ids = [requestId, change?.author?.id];
  return evidence.history.calls.some(
    (call) =>
      call.by === note.by &&
      names.test(call.name) &&
      ids.includes(call.about) &&
      call.calledAt <= note.sentAt &&
      call.answer !== 'ok',
  );
}

/** What the board shows as somebody's name. */
export function shownName(author: { readonly displayName: string } | undefined): string {
  return author?.displayName ?? 'Somebody';
}

/** The reasons that people gave, wherever a note may have them from. */
export function statedReasons({ requests, records }: NoteCase): readonly string[] {
  const known = present(requests);
  return [
    ...known.map(({ resolveReason }) => resolveReason),
    ...known.flatMap(({ reviews }) => reviews.map(({ reason }) => reason)),
    ...records.map((record) => record['resolve_reason'] ?? ''),
  ];
}

/** Whose names may stand in a list of moves. */
export const everybody: readonly string[] = [
  'Somebody',
  ...Object.values(accounts).map(({ displayName }) => displayName),
];
