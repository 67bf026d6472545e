import type { decide } from '../../../src/deciding/decide.ts';
import type { Observation } from '../../../src/knowing/observation.ts';
import type { Step } from '../../../src/deciding/step.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { RequiredSettings, Settings } from '../../../src/settings.ts';
import type { Rule } from '../oracle/judge.ts';
import type { SimulatedPlugin } from '../replicas.ts';
import type { Action, Faults, Plan, PlannedEvent, ScheduleKind } from '../plan.ts';

/** The pure centre, which a fault may stand before or behind. */
export type Decide = typeof decide;

/** A mistake put into the plugin from outside, and who has to notice it. */
export interface PlantedFault {
  /** What is done wrong, as a sentence. */
  readonly name: string;
  /** Judges of which at least one must object. */
  readonly rules: readonly Rule[];
  /** In this schedule. Default: `within`. */
  readonly schedule?: ScheduleKind;
  /** Makes the worlds more likely to bring it out. Default: as they come. */
  readonly focus?: (plan: Plan) => Plan;
  readonly ports?: (ports: Ports) => Ports;
  readonly settings?: (
    settings: RequiredSettings & Partial<Settings>,
  ) => RequiredSettings & Partial<Settings>;
  readonly decide?: (decide: Decide) => Decide;
  readonly plugin?: (plugin: SimulatedPlugin, ports: Ports) => SimulatedPlugin;
}

/** A fault of seeing: the centre is shown something else. */
export function seeing(change: (seen: Observation) => Observation): (decide: Decide) => Decide {
  return (decide) => (seen) => decide(change(seen));
}

/** A fault of doing: the centre's word is replaced. */
export function doing(replace: (step: Step, seen: Observation) => Step): (decide: Decide) => Decide {
  return (decide) => (seen) => replace(decide(seen), seen);
}

/** A fault of the ports' tracker. */
export function tracking(
  change: (tracker: Ports['tracker']) => Partial<Ports['tracker']>,
): (ports: Ports) => Ports {
  return (ports) => ({ ...ports, tracker: { ...ports.tracker, ...change(ports.tracker) } });
}

/** Worlds in one mode, with a directory. */
export function inMode(mode: Settings['mode']): (plan: Plan) => Plan {
  return (plan) => ({ ...plan, hasDirectory: true, settings: { ...plan.settings, mode } });
}

/** Worlds in which somebody does something to the first request's ticket as soon as it is recorded, and ann then decides. */
export function withActions(...actions: readonly Action[]): (plan: Plan) => Plan {
  return (plan) => {
    const calm = { kind: 'reflex', at: 0, request: 0, on: 'swap', skip: 1 } as const;
    const decision: Action = { do: 'move', by: 'ann', to: 'denied', target: 'recorded' };
    const events = [...actions, decision].map((action, index): PlannedEvent => ({
      ...calm,
      delayMs: 1_000 + 400 * index,
      action,
    }));
    return { ...plan, events: [...events, ...plan.events] };
  };
}

/** Worlds in which some kinds of trouble are common. */
export function withFaults(faults: Partial<Faults>): (plan: Plan) => Plan {
  return (plan) => ({ ...plan, faults: { ...plan.faults, ...faults } });
}

/** Nothing is done for now. */
export const rest: Step = { kind: 'rest', why: 'in-agreement' };
