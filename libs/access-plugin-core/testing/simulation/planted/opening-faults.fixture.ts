import {
  doing,
  rest,
  seeing,
  tracking,
  withActions,
  withFaults,
  type PlantedFault,
} from './planted-fault.fixture.ts';

/** Ways to end up with no ticket, or with two. */
export const openingFaults: readonly PlantedFault[] = [
  {
    name: 'a claim by somebody else counts as stale at once',
    rules: ['extras-are-not-made'],
    decide: seeing((seen) => ({ ...seen, claim: { ...seen.claim, watchedMs: 1e9, searchedAtMs: 1e9 } })),
  },
  {
    name: 'nothing is searched before a claim is taken over',
    rules: ['extras-are-not-made'],
    focus: withFaults({ webhookLoss: 1, crash: 0.05 }),
    ports: tracking(() => ({ find: async () => [] })),
  },
  {
    name: 'a process keeps its owner id through a restart',
    rules: ['extras-are-not-made', 'one-unknown-create-an-epoch'],
    settings: (settings) => ({ ...settings, owner: settings.owner.replace(/-\d+$/, '') }),
  },
  {
    name: 'a create leaves whenever it gets to it, however old its claim',
    rules: ['creates-stay-in-their-window'],
    focus: withFaults({ sendWait: 0.5, pause: 0.1 }),
    ports: tracking((tracker) => ({
      create: (draft, call) => tracker.create(draft, { ...call, beforeSend: () => undefined }),
    })),
  },
  {
    name: 'a create with an unknown outcome is sent again at once',
    rules: ['one-unknown-create-an-epoch', 'extras-are-not-made'],
    ports: tracking((tracker) => ({
      create: (draft, call) => tracker.create(draft, call).catch(() => tracker.create(draft, call)),
    })),
  },
  {
    name: 'a ticket is made whatever the state of the request',
    rules: ['creates-rest-on-a-pending-request'],
    decide: seeing((seen) =>
      seen.record.ticketId === '' && seen.request.at === 'present'
        ? { ...seen, request: { ...seen.request, request: { ...seen.request.request, state: 'pending' } } }
        : seen,
    ),
  },
  {
    name: 'a dead claim is never taken over',
    rules: ['pending-requests-have-a-ticket', 'rest-is-reached'],
    decide: doing((step) =>
      step.kind === 'swap' && step.purpose === 'take-over'
        ? { kind: 'wait', ms: 60_000, why: 'planted' }
        : step,
    ),
  },
  {
    name: 'a ticket is not adopted, whatever a search finds',
    rules: ['extras-are-not-made', 'pending-requests-have-a-ticket'],
    decide: seeing((seen) => ({ ...seen, others: [] })),
  },
  {
    name: 'the newest ticket is adopted, not the oldest',
    rules: ['adopts-the-lowest'],
    schedule: 'beyond',
    focus: (plan) => ({ ...withFaults({ crash: 0.1, lateCommit: 0.3 })(plan), worstCommitMs: 600_000 }),
    decide: doing((step, seen) => {
      if (step.kind !== 'swap' || seen.claim.created !== undefined || (step.set.ticketId ?? '') === '')
        return step;
      const own = seen.others.filter((ticket) => ticket.requestId === seen.requestId);
      const [newest] = own.toSorted((a, b) => Number(b.id) - Number(a.id));
      return newest === undefined ? step : { ...step, set: { ...step.set, ticketId: newest.id } };
    }),
  },
  {
    name: 'extras are kept open',
    rules: ['one-open-ticket'],
    schedule: 'beyond',
    decide: seeing((seen) => (seen.record.ticketId === '' ? seen : { ...seen, others: [] })),
  },
  {
    name: 'an extra is closed although no other ticket is recorded',
    rules: ['moves-have-a-reason'],
    decide: doing((step, seen) => {
      const [extra] = seen.others;
      const early =
        seen.record.ticketId === '' && extra?.status === 'pending' && extra.creatorId === seen.tracker.selfId;
      return early ? { kind: 'move', ticketId: extra.id, move: { to: 'expired' } } : step;
    }),
  },
  {
    name: "a stranger's ticket is trusted",
    rules: ['only-own-tickets-are-written', 'decisions-follow-a-verdict'],
    ports: tracking((tracker) => ({
      read: async (ticketId, call) => {
        const reading = await tracker.read(ticketId, call);
        if (reading.at === 'gone') return reading;
        return { at: 'present', ticket: { ...reading.ticket, creatorId: tracker.selfId } };
      },
    })),
  },
  {
    name: 'a ticket that a person deleted is made again',
    rules: ['creates-rest-on-a-pending-request', 'recorded-ticket-never-changes'],
    focus: withActions({ do: 'delete-ticket' }),
    decide: (decide) => (seen) => {
      if (seen.ticket.at !== 'gone') return decide(seen);
      const step = decide({ ...seen, record: { ...seen.record, ticketId: '' }, ticket: { at: 'unread' } });
      if (step.kind !== 'swap') return step;
      const { ticketId } = seen.record;
      return { ...step, expect: { ...step.expect, ticketId }, set: { ...step.set, ticketId: '' } };
    },
  },
  {
    name: 'the search never has a turn: whoever meets a claim rests',
    rules: ['pending-requests-have-a-ticket'],
    decide: doing((step) => (step.kind === 'look' && step.at === 'search' ? rest : step)),
  },
];
