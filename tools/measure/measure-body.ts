import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bodies } from './bodies.ts';
import { call } from './call.ts';
import { costOf, forgetPeak } from './process-cost.ts';

/** What one body cost, on average over several. */
export interface BodyCost {
  readonly body: string;
  readonly statuses: string;
  readonly cpuMs: number;
  /** CPU time beside that of a server that only reads the same bytes. */
  readonly ratio: number;
  readonly growthMib: number;
  /** The slowest answer of `GET /healthz` meanwhile. */
  readonly blockedMs: number;
}

/** Where the endpoint is. */
export interface Target {
  readonly pid: number;
  readonly port: number;
  readonly secret?: string;
}

/** So many bodies are sent one after the other: /proc counts CPU in steps of 10 ms. */
const times = 5;
/** In it the endpoint's budget for one address is full again. */
const refillMs = 3_000;

/** Sends each kind of body and counts what it costs the process. */
export async function measureBodies(target: Target): Promise<readonly BodyCost[]> {
  const plain = await startPlain();
  try {
    const rows: BodyCost[] = [];
    for (const [name, body] of Object.entries(bodies)) {
      const read = await costOfBody({ pid: plain.pid, port: plain.port }, body);
      const cost = await costOfBody(target, body);
      rows.push({ body: name, ...cost, ratio: cost.cpuMs / Math.max(read.cpuMs, 1) });
    }
    return rows;
  } finally {
    plain.child.kill();
  }
}

async function costOfBody(target: Target, body: string): Promise<Omit<BodyCost, 'body' | 'ratio'>> {
  await pause(refillMs);
  forgetPeak(target.pid);
  const before = costOf(target.pid);
  const idle = before.cpuMs;
  const probing = probe(target.port);
  const statuses: (number | string)[] = [];
  for (let count = 0; count < times; count += 1) statuses.push((await call({ ...target, body })).status);
  const { slowestMs } = await probing.stop();
  const after = costOf(target.pid);
  return {
    statuses: [...new Set(statuses)].join(' '),
    cpuMs: (after.cpuMs - idle) / times,
    growthMib: after.peakMib - before.nowMib,
    blockedMs: slowestMs,
  };
}

/** Asks for the process's health every 20 ms until told to stop. */
function probe(port: number): { stop(): Promise<{ readonly slowestMs: number }> } {
  let running = true;
  let slowestMs = 0;
  const asked = (async () => {
    while (running) {
      const { ms } = await call({ port, method: 'GET', path: '/healthz' });
      slowestMs = Math.max(slowestMs, ms);
      await pause(20);
    }
  })();
  return {
    stop: async () => {
      running = false;
      await asked;
      return { slowestMs };
    },
  };
}

interface Plain {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

async function startPlain(): Promise<Plain> {
  const file = fileURLToPath(new URL('./plain-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(/port (\d+)/.exec(line.toString())?.[1]);
  if (child.pid === undefined) throw new Error('The plain server did not start.');
  return { child, pid: child.pid, port };
}
