import type { Ports } from '../../../src/ports/ports.ts';
import type { TicketReading } from '../../../src/ports/tracker.ts';
import type { SimulatedPlugin } from '../replicas.ts';
import type { PlantedFault } from './planted-fault.fixture.ts';

/** Ways to lose what somebody said, which a sweep would heal. */
export const hintFaults: readonly PlantedFault[] = [
  {
    name: 'what was read in the last three seconds answers a hint that comes now',
    rules: ['hints-are-answered'],
    schedule: 'faultless',
    ports: (ports) => {
      const { tracker, clock } = ports;
      const reads = new Map<string, { readonly at: number; readonly reading: Promise<TicketReading> }>();
      const read: typeof tracker.read = (ticketId, call) => {
        const known = reads.get(ticketId);
        const at = clock.monotonic();
        if (known !== undefined && at - known.at < 3_000) return known.reading;
        const reading = tracker.read(ticketId, call);
        reads.set(ticketId, { at, reading });
        return reading;
      };
      return { ...ports, tracker: { ...tracker, read } };
    },
  },
  {
    name: 'a webhook that follows another within a second is dropped',
    rules: ['hints-are-answered'],
    schedule: 'faultless',
    plugin: (plugin, { clock }) => {
      const told = new Map<string, number>();
      const lookAtTicket: SimulatedPlugin['lookAtTicket'] = (ticketId) => {
        const before = told.get(ticketId) ?? Number.NEGATIVE_INFINITY;
        told.set(ticketId, clock.monotonic());
        if (clock.monotonic() - before > 1_000) plugin.lookAtTicket(ticketId);
      };
      return { run: (signal) => plugin.run(signal), lookAtTicket };
    },
  },
  {
    name: 'what the stream tells of an end is left to the sweep',
    rules: ['cards-rest-where-they-belong'],
    schedule: 'faultless',
    ports: (ports) => ({ ...ports, requests: { ...ports.requests, watch: withoutEnds(ports.requests) } }),
  },
];

function withoutEnds(requests: Ports['requests']): Ports['requests']['watch'] {
  return async function* (call) {
    for await (const event of requests.watch(call))
      if (event.kind === 'ready' || (event.kind === 'put' && event.request.state === 'pending')) yield event;
  };
}
