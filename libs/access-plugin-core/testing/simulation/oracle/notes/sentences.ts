import { newestByPeople } from '../verdict.ts';
import { worldStart } from '../../site.ts';
import { valuesDuring } from '../../versions.ts';
import { causes, shownName, statedReasons, wasTurnedAway } from './causes.ts';
import { goesBack, isClosed, recordedKeys } from './next-steps.ts';
import { present, someSight, type NoteCase } from './note-case.ts';

type Said = Readonly<Record<string, string>>;

/** A paragraph that a note may hold, and what has to be so where it stands: who, counts, cause, next step. */
export interface Sentence {
  readonly says: RegExp;
  readonly claims: Readonly<Partial<Record<'who' | 'count' | 'cause' | 'next step', Claim>>>;
}

type Claim = (one: NoteCase, said: Said) => boolean;

/** `<who> moved the card to "<column>"` names the author of the change in the note's key, and the column. */
const movedBy: Claim = ({ change }, { who, to }) =>
  change !== undefined && shownName(change.author) === who && change.toName === to;

/** Every paragraph that a note of the plugin's may hold. Any other is a violation: a new one needs its claims here. */
export const sentences: readonly Sentence[] = [
  {
    says: /^(?<who>.+) reviewed the request\.$/,
    claims: { who: (one, { who }) => reviewsOf(one).some(({ author }) => author === who) },
  },
  {
    says: /^Resolution: (?<to>approved|denied)\.$/,
    claims: { cause: (one, { to }) => reviewsOf(one).some(({ proposes }) => proposes === to) },
  },
  {
    says: /^Reason: (?<reason>[\s\S]+)$/,
    claims: { cause: (one, { reason = '' }) => statedReasons(one).includes(reason) },
  },
  {
    says: /^Access request has (?<how>been approved|been denied|been promoted: access is granted for the long term, through an access list|expired or was deleted)\.$/,
    claims: { cause: (one, { how = '' }) => hasEnded(one, how) },
  },
  {
    says: /^The card was moved here by (?<who>.+)\.$/,
    claims: {
      who: ({ cards }, { who }) => cards.some((card) => shownName(newestByPeople(card)?.author) === who),
    },
  },
  {
    says: /^The board has no move from ".+" to a column that means "(?<to>.+)", so the card stays where it is\.$/,
    claims: {
      'next step': ({ cards }, { to }) =>
        cards.some(({ status, reachable }) => status !== to && reachable.every((meaning) => meaning !== to)),
    },
  },
  {
    says: /^The board offers the plugin no move from ".+" \(its account may lack the right to move cards\), so the card stays where it is\.$/,
    claims: { cause: ({ cards }) => cards.some(({ reachable }) => reachable.length === 0) },
  },
  {
    says: /^The card stays where it is\. .+$/,
    claims: { cause: wasMoveRefused },
  },
  {
    says: /^(?<who>.+) moved the card to "(?<to>.+)", but access request has (?<how>.+)\. That is final here, so the card is put back\.$/,
    claims: { who: movedBy, cause: (one, { how = '' }) => hasEnded(one, how), 'next step': goesBack },
  },
  { says: /^To withdraw access, lock the user or ask for a new decision there\.$/, claims: {} },
  {
    says: /^(?<who>.+) moved the card to "(?<to>.+)"\. This decided nothing: (?<cause>.+)$/,
    claims: {
      who: movedBy,
      cause: (one, { cause = '' }) => causes.some(({ says, isTrue }) => says.test(cause) && isTrue(one)),
      'next step': goesBack,
    },
  },
  {
    says: /^What is asked for: (?<who>.+) wants (?<roles>.+)\.$/,
    claims: {
      who: (one, { who, roles }) =>
        someSight(one, (_, request) => request.user === who && request.roles.join(', ') === roles),
    },
  },
  {
    says: /^(?<who>.+) moved the card to "(?<to>.+)"\. This was not accepted: .+$/,
    claims: { who: movedBy, cause: (one) => wasTurnedAway(one, /^(resolve|review) /), 'next step': goesBack },
  },
  {
    says: /^The review of (?<who>.+) was handed in: (?<have>\d+)(?: of (?<wanted>\d+))? (?<what>approvals?|denials?)\. The request is still pending, so the card goes back\.$/,
    claims: {
      who: ({ change }, { who }) => change !== undefined && shownName(change.author) === who,
      count: isCounted,
      cause: (one) => someSight(one, (_, request) => request.state === 'pending'),
      'next step': goesBack,
    },
  },
  {
    says: /^(?<who>.+) moved the card to "(?<to>.+)"\. It could not be carried over yet and is being tried again: .+$/,
    claims: { who: movedBy, cause: (one) => wasTurnedAway(one, /^(resolve|review|identify)\b/) },
  },
  {
    says: /^This ticket was opened twice\. (?<key>\S+) is the one that counts; this one is closed\.$/,
    claims: { cause: (one, { key }) => recordedKeys(one).includes(key ?? ''), 'next step': isClosed },
  },
  {
    says: /^(?<who>.+) moved this card to "(?<to>.+)", but it was opened twice and decides nothing\. Move (?<key>\S+) instead\.$/,
    claims: { who: movedBy, 'next step': (one, { key }) => recordedKeys(one).includes(key ?? '') },
  },
  {
    says: /^The access request is pending again: somebody set it back after its end was told here, or it had been taken for gone by mistake\.$/,
    claims: { cause: (one) => someSight(one, (_, request) => request.state === 'pending') },
  },
  {
    says: /^Earlier moves of the card decide nothing any more\. Move the card again to decide\.$/,
    claims: { 'next step': goesBack },
  },
  {
    says: /^Earlier moves were overtaken by this one: (?<moves>.+)\.$/,
    claims: { who: namesOlderMoves },
  },
];

function reviewsOf({ requests }: NoteCase) {
  return present(requests).flatMap(({ reviews }) => reviews);
}

/** People may disagree with the writer's clock by this much, in milliseconds. */
const skewMs = 20_000;

/** The request ended so at some moment before; one whose time had passed may be called expired before it is removed. */
function hasEnded({ evidence, about, note, records }: NoteCase, how: string): boolean {
  const ever = valuesDuring(evidence.history.requests.get(about) ?? [], 0, note.sentAt);
  const known = present(ever);
  if (how.startsWith('expired')) {
    const over = known.some(
      ({ pendingUntil = Infinity, expires = Infinity }) =>
        Math.min(pendingUntil, expires) <= worldStart + note.sentAt + skewMs,
    );
    return over || (known.length > 0 && ever.at(-1) === undefined);
  }
  const state = /^been (\w+)/.exec(how)?.[1];
  return (
    known.some((request) => request.state === state) || records.some(({ resolution }) => resolution === state)
  );
}

/** As many as there were; and "of m" only where m is what every threshold of this side asks for. */
function isCounted(one: NoteCase, { have, wanted, what }: Said): boolean {
  const side = what?.startsWith('denial') === true ? 'denied' : 'approved';
  return someSight(one, (_, request) => {
    const given = request.reviews.filter(({ proposes }) => proposes === side).length;
    const asked = request.thresholds
      .map(({ approve, deny }) => (side === 'denied' ? deny : approve))
      .filter((count) => count > 0);
    return (
      given === Number(have) && (wanted === undefined || asked.every((count) => count === Number(wanted)))
    );
  });
}

/** Each move that is named was made by a person before the one that the note answers. */
function namesOlderMoves({ cards, change }: NoteCase, { moves = '' }: Said): boolean {
  const older = cards
    .flatMap(({ statusChanges }) => statusChanges)
    .filter(({ id }) => id < (change?.id ?? 0));
  const named = older.map(({ author, toName }) => `${shownName(author)} to "${toName}"`);
  return moves.split(', ').every((move) => named.includes(move));
}

/** The writer had tried to move the card, and the tracker had not. */
function wasMoveRefused({ evidence, note, cards }: NoteCase): boolean {
  return evidence.history.calls.some(
    ({ by, name, about, answer, calledAt }) =>
      by === note.by &&
      name.startsWith('move to ') &&
      cards.some(({ id }) => id === about) &&
      calledAt <= note.sentAt &&
      answer !== 'ok',
  );
}
