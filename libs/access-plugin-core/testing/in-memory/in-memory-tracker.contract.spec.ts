import { describeTracker } from '../contracts/describe-tracker.ts';
import type { Account } from '../../src/domain/ticket.ts';
import { createBoard } from './board.ts';
import { createCluster } from './cluster.ts';
import { createInMemoryTracker } from './in-memory-tracker.ts';

const account = (id: string): Account => ({ id, kind: 'human', active: true, displayName: id });

describeTracker('The tracker in memory', async () => {
  const now = () => 1_780_000_000_000;
  const board = createBoard(now);
  const cluster = createCluster(now);
  const ann = account('ann');
  const tracker = createInMemoryTracker(board, { account: account('plugin'), instance: 'default', now });
  return {
    tracker,
    instance: 'default',
    person: {
      id: ann.id,
      moves: async (ticketId, to) => void board.move(ticketId, { by: ann, to }),
      comments: async (ticketId, text) => void board.addNote(ticketId, { by: ann, text }),
      edits: async (ticketId) => void board.edit(ticketId, { by: ann, fields: ['description'] }),
      deletes: async (ticketId) => board.remove(ticketId),
      copies: async (ticketId) => {
        const { requestId, origin } = board.tickets.get(ticketId)!;
        return board.create({ by: ann, ...(requestId && { requestId }), ...(origin && { origin }) }).id;
      },
    },
    newRequest: () => cluster.add({}),
    setTokenValid: (valid) => tracker.setTokenValid(valid),
    close: async () => undefined,
  };
});
