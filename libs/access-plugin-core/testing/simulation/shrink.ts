import type { Faults, Plan, PlannedEvent } from './plan.ts';
import type { MakePlugin } from './replicas.ts';
import { simulate, type Outcome } from './simulate.ts';

/** What has to stay broken while the plan gets shorter. */
export interface ShrinkOptions {
  readonly make: MakePlugin;
  /** The name of the judge whose violation is to be kept. */
  readonly rule: string;
}

/** Leaves away events, outages and kinds of faults as long as the same judge still objects; gives the traced remainder. */
export async function shrink(plan: Plan, options: ShrinkOptions): Promise<Outcome & { readonly plan: Plan }> {
  const stillFails = async (candidate: Plan): Promise<boolean> => {
    const { violations } = await simulate(candidate, options);
    return violations.some(({ rule }) => rule === options.rule);
  };
  let best = plan;
  for (;;) {
    const smaller = await firstThat(candidates(best), stillFails);
    if (smaller === undefined) break;
    best = smaller;
  }
  return { ...(await simulate(best, { make: options.make, traced: true })), plan: best };
}

async function firstThat(
  plans: Iterable<Plan>,
  fits: (plan: Plan) => Promise<boolean>,
): Promise<Plan | undefined> {
  for (const plan of plans) if (await fits(plan)) return plan;
  return undefined;
}

/** Each a little less than the plan, the boldest cuts first. */
function* candidates(plan: Plan): Iterable<Plan> {
  const quiet = Object.fromEntries(Object.keys(plan.faults).map((name) => [name, 0])) as unknown as Faults;
  const isQuiet = Object.values(plan.faults).every((probability) => probability === 0);
  if (!isQuiet) yield { ...plan, faults: quiet };
  if (plan.windows.length > 0) yield { ...plan, windows: [] };
  if (plan.original) yield { ...plan, original: false };
  for (let half = plan.events.length >> 1; half > 1; half >>= 1) {
    for (let from = 0; from < plan.events.length; from += half) yield without(plan, from, half);
  }
  for (let index = 0; index < plan.events.length; index += 1) yield without(plan, index, 1);
  for (const window of plan.windows) yield { ...plan, windows: plan.windows.filter((one) => one !== window) };
  for (const [name, probability] of Object.entries(plan.faults)) {
    if (probability > 0) yield { ...plan, faults: { ...plan.faults, [name]: 0 } };
  }
  yield* withFewerReplicas(plan);
}

function without(plan: Plan, from: number, count: number): Plan {
  const kept = (_: PlannedEvent, index: number): boolean => index < from || index >= from + count;
  return { ...plan, events: plan.events.filter(kept) };
}

function* withFewerReplicas(plan: Plan): Iterable<Plan> {
  const [first, ...others] = plan.deployments;
  if (first === undefined) return;
  if (others.length > 0) {
    const onAlpha = plan.events.filter(
      (event) => event.kind !== 'request' || event.cluster === first.cluster,
    );
    yield { ...plan, deployments: [first], events: onAlpha };
  }
  if (first.replicas > 1)
    yield { ...plan, deployments: [{ ...first, replicas: first.replicas - 1 }, ...others] };
}
