import { aRecord, aRequest, aTicket } from '../deciding/seen.fixture.ts';
import type { PluginData } from '../domain/plugin-data.ts';
import { withRecord } from '../knowing/after-look.ts';
import { evolve } from '../knowing/evolve.ts';
import type { Fact } from '../knowing/fact.ts';
import { KnownRequests } from '../knowing/known-requests.ts';
import { nothingKnown, type Memory } from '../knowing/memory.ts';
import type { Clock } from '../ports/clock.ts';
import { withDefaults, type Settings } from '../settings.ts';
import { createWorld, type WorldOptions } from '../stories/world.fixture.ts';
import { CreateGate } from './create-gate.ts';
import type { GatedContext } from './request-context.ts';

/** A memory into which a test writes directly: each write puts a new value in the place of the old one. */
export type WritableMemory = { -readonly [Key in keyof Memory]: Memory[Key] };

/** Knows one request, and lets a test say what. */
export class WrittenKnowledge extends KnownRequests {
  memory: Memory = nothingKnown;

  override of(): Memory {
    return this.memory;
  }

  override learn(_requestId: string, fact: Fact): void {
    this.memory = evolve(this.memory, fact);
  }

  /** The memory as an object to write into. */
  get writable(): WritableMemory {
    return new Proxy<WritableMemory>(
      { ...nothingKnown },
      {
        get: (_, key) => Reflect.get(this.memory, key) as unknown,
        set: (_, key, value) => {
          this.memory = { ...this.memory, [key]: value as unknown };
          return true;
        },
      },
    );
  }
}

/** A gate that hears of nothing, and so stays open. */
function openGate(clock: Clock): CreateGate {
  return new CreateGate({
    clock,
    random: { next: () => 0.5 },
    probe: () => Promise.resolve(),
    wake: () => true,
  });
}

/** A pending request and its recorded ticket, read just now, and the ports of a world to work on them. */
export function createContext(options: WorldOptions & { readonly settings?: Partial<Settings> } = {}) {
  const world = createWorld(options);
  const settings = withDefaults({ owner: 'p1', cluster: 'one', ...options.settings });
  const known = new WrittenKnowledge();
  const request = { value: aRequest(), startedAt: 0 };
  const ticket = { value: aTicket(), startedAt: 0 };
  const readRecord = (value: PluginData, startedAt: number, at: number): void => {
    known.memory = withRecord(known.memory, { value, startedAt }, at);
  };
  known.memory = { ...nothingKnown, request, ticket };
  readRecord(aRecord(), 0, 0);
  const gate = openGate(world.clock);
  const ports = world.portsOf();
  const context: GatedContext = { requestId: 'R1', known, gate, ports, settings, startedAt: 0 };
  return { ...world, context, known, memory: known.writable, readRecord };
}
