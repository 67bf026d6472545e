import { AccessPluginError } from '../../../src/errors.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { Ticket, TicketOrigin } from '../../../src/domain/ticket.ts';
import type { Plan } from '../plan.ts';
import { withoutKeys } from './without-keys.fixture.ts';
import { doing, rest, seeing, tracking, type PlantedFault } from './planted-fault.fixture.ts';

/** Ways to let the board tell another story, and to work for ever. */
export const boardFaults: readonly PlantedFault[] = [
  {
    name: 'what a missing answer means: the request is gone',
    rules: ['moves-have-a-reason'],
    focus: (plan) => ({
      ...plan,
      windows: [0.3, 0.5, 0.8].map((part) => {
        const from = plan.calmAt * part;
        return { from, to: Math.min(plan.calmAt, from + 30_000), what: { hidden: 0 } };
      }),
    }),
    decide: seeing((seen) =>
      seen.request.at === 'missing' ? { ...seen, request: { at: 'missing', confirmed: true } } : seen,
    ),
  },
  {
    name: 'what a dead token means: the ticket is gone',
    rules: ['absences-are-real'],
    ports: tracking((tracker) => ({
      read: (ticketId, call) =>
        tracker.read(ticketId, call).catch((error: unknown) => {
          if (error instanceof AccessPluginError && error.code === 'unauthorized') return { at: 'gone' };
          throw error;
        }),
    })),
  },
  {
    name: 'what a failed read means: the ticket is not there',
    rules: ['extras-are-not-made', 'absences-are-real'],
    ports: tracking((tracker) => ({
      read: (ticketId, call) => tracker.read(ticketId, call).catch(() => ({ at: 'gone' })),
    })),
  },
  {
    name: 'the resolution is not final: approved becomes expired when the request goes',
    rules: ['cards-rest-where-they-belong', 'moves-have-a-reason'],
    decide: seeing((seen) => ({ ...seen, record: { ...seen.record, resolution: '' } })),
  },
  {
    name: 'a card that was moved after the end is left there',
    rules: ['cards-rest-where-they-belong'],
    decide: doing((step, seen) =>
      step.kind === 'move' && seen.ticket.at === 'present' && seen.ticket.ticket.status !== 'pending'
        ? rest
        : step,
    ),
  },
  {
    name: 'a new card stays in whatever column the workflow put it',
    rules: ['cards-rest-where-they-belong'],
    focus: (plan) => ({ ...plan, firstColumn: 'other' }),
    decide: doing((step) => (step.kind === 'move' && step.move.to === 'pending' ? rest : step)),
  },
  {
    name: 'an ended request is not shown on the board',
    rules: ['cards-rest-where-they-belong'],
    decide: doing((step) => (step.kind === 'move' && step.move.to !== 'pending' ? rest : step)),
  },
  {
    name: 'notes are counted, not keyed',
    rules: ['reviews-are-mirrored'],
    decide: seeing((seen) => {
      if (seen.ticket.at !== 'present' || seen.request.at !== 'present') return seen;
      const { reviews } = seen.request.request;
      const notes = seen.ticket.ticket.notes.map((note, index) => {
        const review = reviews[index];
        return review === undefined ? note : { ...note, authorId: seen.tracker.selfId, key: keyOf(review) };
      });
      return { ...seen, ticket: { ...seen.ticket, ticket: { ...seen.ticket.ticket, notes } } };
    }),
  },
  {
    name: 'doubled notes are left standing',
    rules: ['notes-are-written-once', 'reviews-are-mirrored'],
    decide: doing((step) => (step.kind === 'delete-note' ? rest : step)),
    focus: (plan) => ({ ...plan, faults: { ...plan.faults, lateCommit: 0.1, answerLost: 0.1 } }),
  },
  {
    name: 'every ticket of the account is taken for our own',
    rules: ['only-own-tickets-are-written'],
    focus: withTwoClusters,
    ports: (ports) => ({ ...ports, tracker: withOwnOrigins(ports.tracker) }),
    decide: seeing((seen) => ({
      ...seen,
      others: seen.others.map((ticket) => asOwn(ticket, originOf(seen.settings))),
    })),
  },
  {
    name: 'rest is never reached: every look leaves a note',
    rules: ['rest-is-reached'],
    decide: doing((step, seen) =>
      step.kind === 'rest' && seen.ticket.at === 'present' && seen.record.claimOwner === seen.settings.owner
        ? {
            kind: 'note',
            ticketId: seen.ticket.ticket.id,
            note: { key: `seen:${Math.floor(seen.nowMs / 60_000)}`, paragraphs: ['seen'] },
          }
        : step,
    ),
  },
  {
    name: 'nobody ever waits as long as it should',
    rules: ['work-is-bounded'],
    ports: (ports) => ({
      ...ports,
      clock: { ...ports.clock, sleep: (ms, signal) => ports.clock.sleep(ms / 50, signal) },
    }),
  },
  {
    name: 'a broken stream ends the process',
    rules: ['processes-live'],
    ports: (ports) => ({
      ...ports,
      observer: {
        report: (report) => {
          ports.observer.report(report);
          if (report.kind === 'stream-lost') throw new Error('planted');
        },
      },
    }),
  },
];

/** The key under which the plugin mirrors a review. */
function keyOf(review: { readonly created: number; readonly author: string }): string {
  return `review:${review.created}:${review.author}`;
}

function withTwoClusters(plan: Plan): Plan {
  const [first] = plan.deployments;
  if (first === undefined) return plan;
  const events = plan.events.map((event) =>
    event.kind === 'request' ? { ...event, cluster: event.request % 2 === 0 ? 'alpha' : 'beta' } : event,
  );
  return { ...plan, events, deployments: [first, { cluster: 'beta', instance: 'default', replicas: 1 }] };
}

function originOf({ cluster, instance }: { cluster: string; instance: string }): TicketOrigin {
  return { cluster, instance, epoch: 1 };
}

function asOwn(ticket: Ticket, origin: TicketOrigin): Ticket {
  return { ...ticket, origin };
}

/** The origin is what tells them apart; without it nobody can. */
function withOwnOrigins(tracker: Ports['tracker']): Ports['tracker'] {
  return {
    ...tracker,
    async *list(filter, call) {
      for await (const page of tracker.list(filter, call)) {
        yield page.map((summary) => withoutKeys(summary, ['origin']));
      }
    },
  };
}
