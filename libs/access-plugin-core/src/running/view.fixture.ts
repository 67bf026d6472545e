import { aRecord, aRequest, aTicket } from '../lifecycle/seen.fixture.ts';
import { withDefaults, type Settings } from '../settings.ts';
import { createWorld, type WorldOptions } from '../world.fixture.ts';
import { newMemory, rememberRecord, type Memory } from './memory.ts';
import type { View } from './observe.ts';

/** A pending request and its recorded ticket, read just now, and the ports of a world to work on them. */
export function createView(options: WorldOptions & { readonly settings?: Partial<Settings> } = {}) {
  const world = createWorld(options);
  const settings = withDefaults({ owner: 'p1', cluster: 'one', ...options.settings });
  const memory: Memory = newMemory();
  memory.request = { value: aRequest(), startedAt: 0 };
  memory.ticket = { value: aTicket(), startedAt: 0 };
  rememberRecord(memory, aRecord(), { startedAt: 0, now: 0 });
  const view: View = { requestId: 'R1', memory, ports: world.portsOf(), settings };
  return { ...world, view, memory };
}
