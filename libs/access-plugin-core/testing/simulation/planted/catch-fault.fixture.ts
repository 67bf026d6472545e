import { createAccessPlugin } from '../../../src/access-plugin.ts';
import { decide } from '../../../src/deciding/decide.ts';
import { makePlan } from '../make-plan.ts';
import type { MakePlugin } from '../replicas.ts';
import { simulate } from '../simulate.ts';
import type { PlantedFault } from './planted-fault.fixture.ts';

/** The seed that brought a fault out, and what was said of it. */
export interface Catch {
  readonly seed: number;
  readonly what: string;
}

/** Runs seeds with the fault in place until one of the judges that it concerns objects; gives up after `budget` seeds. */
export async function catchFault(fault: PlantedFault, budget: number): Promise<Catch | undefined> {
  const make = withFault(fault);
  for (let seed = 1; seed <= budget; seed += 1) {
    const plan = makePlan(seed, 2, fault.schedule ?? 'within');
    const { violations } = await simulate(fault.focus?.(plan) ?? plan, { make });
    const objection = violations.find(({ rule }) => fault.rules.some((one) => one === rule));
    if (objection !== undefined) return { seed, what: objection.what };
  }
  return undefined;
}

function withFault(fault: PlantedFault): MakePlugin {
  return (ports, settings) => {
    const plugin = createAccessPlugin(fault.ports?.(ports) ?? ports, fault.settings?.(settings) ?? settings, {
      decide: fault.decide?.(decide) ?? decide,
    });
    return fault.plugin?.(plugin, ports) ?? plugin;
  };
}
