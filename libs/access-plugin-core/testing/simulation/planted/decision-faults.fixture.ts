import type { Observation } from '../../../src/knowing/observation.ts';
import type { Account, Ticket } from '../../../src/domain/ticket.ts';
import type { Plan } from '../plan.ts';
import { withoutKeys } from './without-keys.fixture.ts';
import {
  doing,
  inMode,
  rest,
  seeing,
  withActions,
  withFaults,
  type PlantedFault,
} from './planted-fault.fixture.ts';

/** Ways to let the wrong person decide, or the right one in vain. */
export const decisionFaults: readonly PlantedFault[] = [
  {
    name: 'every verdict is an approval',
    rules: ['decisions-follow-a-verdict'],
    decide: doing((step) =>
      step.kind === 'resolve' ? { ...step, change: { ...step.change, to: 'approved' } } : step,
    ),
    focus: inMode('override'),
  },
  {
    name: 'a verdict is ignored',
    rules: ['cards-rest-where-they-belong', 'rest-is-reached'],
    decide: doing((step) => (step.kind === 'resolve' || step.kind === 'review' ? rest : step)),
  },
  {
    name: "a card's move beats the word of where requests live",
    rules: ['decisions-follow-a-verdict', 'cards-rest-where-they-belong'],
    decide: seeing((seen) =>
      seen.request.at === 'present' && seen.record.ticketId !== ''
        ? { ...seen, request: { ...seen.request, request: { ...seen.request.request, state: 'pending' } } }
        : seen,
    ),
  },
  {
    name: 'a decision rests on reads of any age',
    rules: ['decisions-follow-a-verdict', 'decisions-are-not-repeated'],
    focus: (plan) => twoMinds(withFaults({ pause: 0.3 })(plan)),
    decide: seeing((seen) => ({
      ...seen,
      ...(seen.request.at === 'present' ? { request: { ...seen.request, fresh: true } } : {}),
      ...(seen.ticket.at === 'present' ? { ticket: { ...seen.ticket, fresh: true } } : {}),
    })),
  },
  {
    name: 'a decision with an unknown outcome is sent again without looking',
    rules: ['decisions-are-not-repeated'],
    focus: (plan) => inMode('override')(withFaults({ answerLost: 0.2 })(plan)),
    ports: (ports) => {
      const { requests } = ports;
      const resolve: typeof requests.resolve = (change, call) =>
        requests.resolve(change, call).catch(() => requests.resolve(change, call));
      return { ...ports, requests: { ...requests, resolve } };
    },
  },
  {
    name: 'a ticket that is not the recorded one may decide',
    rules: ['decisions-follow-a-verdict', 'only-own-tickets-are-written'],
    focus: withActions({ do: 'copy', by: 'oldbot', status: 'approved', withOrigin: true }),
    decide: seeing((seen) => {
      const [other] = seen.others;
      const decided = other?.status === 'approved' || other?.status === 'denied';
      if (other === undefined || !decided || seen.ticket.at !== 'present') return seen;
      const ticket = { ...other, creatorId: seen.tracker.selfId };
      return { ...seen, ticket: { at: 'present', ticket, fresh: true } };
    }),
  },
  {
    name: 'the first change of a person decides, not the newest',
    rules: ['decisions-follow-a-verdict'],
    focus: (plan) => twoMinds(withFaults({ webhookLoss: 1 })(plan)),
    decide: seeing(
      onTicket((ticket, { tracker }) => {
        const foreign = ticket.statusChanges.filter(
          ({ author, mark }) => author?.id !== tracker.selfId || mark === undefined,
        );
        const later = new Set(foreign.slice(1));
        return { ...ticket, statusChanges: ticket.statusChanges.filter((change) => !later.has(change)) };
      }),
    ),
  },
  {
    name: 'whoever asked may decide',
    rules: ['decisions-follow-a-verdict'],
    focus: inMode('override'),
    decide: seeing((seen) => ({ ...seen, identity: { at: 'not-needed' } })),
  },
  {
    name: 'a disabled account may decide',
    rules: ['decisions-follow-a-verdict'],
    decide: seeing(onAuthors((author) => ({ ...author, active: true }))),
  },
  {
    name: 'a rule of the board may decide although it is not listed',
    rules: ['decisions-follow-a-verdict'],
    focus: withActions({ do: 'move', by: 'auto', to: 'approved', target: 'recorded' }),
    decide: seeing(onAuthors((author) => ({ ...author, kind: 'human' }))),
  },
  {
    name: 'an edited ticket decides',
    rules: ['decisions-follow-a-verdict'],
    focus: withActions({ do: 'edit', by: 'ulf' }),
    decide: seeing(onTicket((ticket) => ({ ...ticket, contentChanges: [] }))),
  },
  {
    name: 'a ticket that moved to another project, or became another type, decides',
    rules: ['decisions-follow-a-verdict'],
    focus: withActions({ do: 'relocate', by: 'ulf', what: 'project' }),
    decide: seeing(
      onTicket((ticket) => ({
        ...ticket,
        projectId: '10',
        typeId: '3',
        contentChanges: ticket.contentChanges.filter(({ fields }) => !fields.includes('projectId')),
      })),
    ),
  },
  {
    name: 'a move decides under a name that its column no longer has',
    rules: ['decisions-follow-a-verdict'],
    focus: (plan) => ({ ...decideAtOnce(plan), columnsRenamedAt: plan.calmAt * 0.6 }),
    decide: seeing(
      onTicket((ticket) => ({
        ...ticket,
        statusChanges: ticket.statusChanges.map((change) => withoutKeys(change, ['renamedSince'])),
      })),
    ),
  },
  {
    name: 'a board without the columns that decisions need decides',
    rules: ['decisions-follow-a-verdict'],
    focus: (plan) => ({
      ...decideAtOnce(plan),
      windows: [{ from: 0, to: plan.calmAt, what: 'board-incomplete' }],
    }),
    decide: seeing(onTicket((ticket) => withoutKeys(ticket, ['undecidable']))),
  },
  {
    name: 'a record with a broken seal decides',
    rules: ['decisions-follow-a-verdict'],
    focus: (plan) => ({ ...inMode('override')(withActions({ do: 'forge-seal' })(plan)), sealed: true }),
    decide: seeing((seen) => ({ ...seen, seal: 'good' })),
  },
  {
    name: 'a move by nobody knows whom decides',
    rules: ['decisions-follow-a-verdict'],
    focus: (plan) => ({
      ...inMode('override')(
        withActions({ do: 'move', by: 'ghost', to: 'approved', target: 'recorded' })(plan),
      ),
      hasDirectory: false,
    }),
    decide: seeing(
      onTicket((ticket) => ({
        ...ticket,
        statusChanges: ticket.statusChanges.map((change) => ({
          ...change,
          author: change.author ?? somebody,
        })),
      })),
    ),
  },
  {
    name: 'permanent access is simply approved',
    rules: ['decisions-follow-a-verdict'],
    decide: seeing((seen) =>
      seen.request.at === 'present'
        ? { ...seen, request: { ...seen.request, request: { ...seen.request.request, kind: 'undefined' } } }
        : seen,
    ),
  },
  {
    name: 'decisions are on although they are off',
    rules: ['decisions-follow-a-verdict'],
    focus: inMode('off'),
    decide: seeing((seen) => ({ ...seen, settings: { ...seen.settings, mode: 'override' } })),
  },
  {
    name: "a person's review is handed in under the plugin's name",
    rules: ['decisions-follow-a-verdict'],
    focus: inMode('review-for-user'),
    decide: doing((step) => {
      if (step.kind !== 'review') return step;
      return { ...step, review: withoutKeys(step.review, ['author']) };
    }),
  },
  {
    name: 'a refused card stays where it is',
    rules: ['cards-rest-where-they-belong'],
    decide: doing((step) => (step.kind === 'move' && step.move.to === 'pending' ? rest : step)),
  },
];

const somebody: Account = { id: 'somebody', kind: 'human', active: true, displayName: 'somebody' };

/** ann denies as soon as there is a ticket, and Teleport cannot be reached for a while after. */
function decideAtOnce(plan: Plan): Plan {
  const moved = inMode('override')(withActions()(plan));
  return { ...moved, windows: [{ from: 0.2 * plan.calmAt, to: 0.7 * plan.calmAt, what: 'rights-missing' }] };
}

/** ann approves, and denies half a second later. */
function twoMinds(plan: Plan): Plan {
  return inMode('override')(withActions({ do: 'move', by: 'ann', to: 'approved', target: 'recorded' })(plan));
}

/** The recorded ticket is shown differently. */
function onTicket(change: (ticket: Ticket, seen: Observation) => Ticket): (seen: Observation) => Observation {
  return (seen) =>
    seen.ticket.at === 'present'
      ? { ...seen, ticket: { ...seen.ticket, ticket: change(seen.ticket.ticket, seen) } }
      : seen;
}

function onAuthors(change: (author: Account) => Account): (seen: Observation) => Observation {
  return onTicket((ticket) => ({
    ...ticket,
    statusChanges: ticket.statusChanges.map((entry) =>
      entry.author === undefined ? entry : { ...entry, author: change(entry.author) },
    ),
  }));
}
