import { parseArgs } from 'node:util';
import { createAccessPlugin } from '../libs/access-plugin-core/src/access-plugin.ts';
import { makePlan } from '../libs/access-plugin-core/testing/simulation/make-plan.ts';
import type { Plan, ScheduleKind } from '../libs/access-plugin-core/testing/simulation/plan.ts';
import { shrink } from '../libs/access-plugin-core/testing/simulation/shrink.ts';
import { simulate } from '../libs/access-plugin-core/testing/simulation/simulate.ts';

// Runs the real core through seeded worlds: npm run sim -- --seeds 1000 --from 1 --replicas 3

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    replicas: { type: 'string', default: '3' },
    /** Default: each tenth seed `faultless`, the others `within`. */
    schedule: { type: 'string' },
    trace: { type: 'boolean', default: false },
    /** Shorten the first failing history before it is printed. */
    shrink: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

// Thousands of errors are part of every world; their stacks would cost more than the rest.
if (!values.trace) Error.stackTraceLimit = 0;

const seeds = Number(values.seeds);
const from = Number(values.from);
const replicas = Number(values.replicas);
const started = performance.now();
const total = { violations: 0, extraTickets: 0, doubledNotes: 0 };
const make = createAccessPlugin;
let printed = 0;

for (let seed = from; seed < from + seeds; seed += 1) {
  const plan = makePlan(seed, replicas, scheduleOf(values.schedule, seed));
  const outcome = await simulate(plan, { make, traced: values.trace });
  total.violations += outcome.violations.length;
  total.extraTickets += outcome.extraTickets;
  total.doubledNotes += outcome.doubledNotes;
  if (values.trace) for (const line of outcome.trace) console.log(line);
  if (outcome.violations.length > 0) await tell(plan, outcome.violations);
  if ((seed - from + 1) % 5000 === 0)
    console.error(`${seed - from + 1} seeds, ${total.violations} violations`);
}

const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seeds, ...total, seedsPerSecond: Math.round((seeds / seconds) * 10) / 10 }));
process.exitCode = total.violations > 0 ? 1 : 0;

function scheduleOf(name: string | undefined, seed: number): ScheduleKind {
  if (name === undefined) return seed % 10 === 0 ? 'faultless' : 'within';
  if (name === 'within' || name === 'beyond' || name === 'faultless') return name;
  throw new Error(`--schedule "${name}" is unknown: give within, beyond or faultless.`);
}

async function tell(plan: Plan, violations: readonly { rule: string; what: string }[]): Promise<void> {
  for (const { rule, what } of violations) console.log(`seed ${plan.seed}: ${rule}: ${what}`);
  printed += 1;
  const [first] = violations;
  if (!values.shrink || values.trace || printed > 1 || first === undefined) return;
  const shortest = await shrink(plan, { make, rule: first.rule });
  console.log(`\nThe shortest history found that still breaks "${first.rule}":`);
  for (const line of shortest.trace) if (!isDull(line)) console.log(line);
  console.log(
    `Replay: npm run sim -- --seeds 1 --from ${plan.seed} --replicas ${replicas} --schedule ${plan.schedule} --trace\n`,
  );
}

/** Reads that went well, and sweeps, say little; `--trace` shows them all. */
function isDull(line: string): boolean {
  return (
    /: (get|read|read-record|list|list-pending|find|watch|identify)\b.* -> ok$/.test(line) ||
    /"kind":"swept"/.test(line)
  );
}
