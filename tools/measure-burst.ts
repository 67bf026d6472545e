import { parseArgs } from 'node:util';
import { Worlds } from '../apps/jira-plugin-e2e/src/harness/worlds.ts';
import { burst, type BurstResult } from './measure/burst.ts';

// A burst of requests, half of whose cards are moved and half of which are resolved at once, again and again, with the
// real processes (after `npm run build`). Fails when a moved card was decided later than within the bound:
// npx tsx --conditions=@org/source tools/measure-burst.ts [--requests 200] [--rounds 10] [--within-ms 5000]

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '10' },
    'within-ms': { type: 'string', default: '5000' },
  },
});
const withinMs = Number(values['within-ms']);

const worlds = await Worlds.start();
const rounds: BurstResult[] = [];
try {
  // The sweep comes long after the bound, so that nothing is found by it.
  const settings = {
    interval: '10m',
    send_window: '10s',
    create_bound: '30s',
    call_timeout: '10s',
    handover: '15s',
  };
  await worlds.plugin({ sync: settings });
  for (let round = 0; round < Number(values.rounds); round += 1) {
    rounds.push(await burst(worlds, { requests: Number(values.requests), withinMs }));
  }
} finally {
  await worlds.stop();
}
console.table(rounds);
const late = rounds.reduce((sum, { decidedLate }) => sum + decidedLate, 0);
if (late > 0) {
  console.error(`${late} moved cards were not decided within ${withinMs} ms.`);
  process.exitCode = 1;
}
