// For trying a plugin, or a change to one, in seeded worlds with virtual time.
export { makePlan } from './make-plan.ts';
export { shrink } from './shrink.ts';
export type { ShrinkOptions } from './shrink.ts';
export { simulate } from './simulate.ts';
export type { Outcome as SimulationOutcome, RunOptions as SimulationOptions } from './simulate.ts';
export type { Plan as SimulationPlan, ScheduleKind } from './plan.ts';
export type { MakePlugin, SimulatedPlugin } from './replicas.ts';
export type { Violation } from './oracle/evidence.ts';
