import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { call } from './call.ts';

/** How the endpoint answered while silent connections were held open, and opened again as they were cut. */
export interface IdleCost {
  readonly held: number;
  readonly asked: number;
  readonly answered: number;
  readonly slowestMs: number;
}

const probeEveryMs = 250;

/** Holds `count` silent connections for `forMs` and asks for the process's health meanwhile, on `probePort`. */
export async function measureIdle(options: {
  readonly port: number;
  readonly probePort: number;
  readonly probePath: string;
  readonly count: number;
  readonly forMs: number;
}): Promise<IdleCost> {
  const { port, probePort, probePath, count, forMs } = options;
  const open = new Set<Socket>();
  let running = true;
  const hold = (): void => {
    if (!running) return;
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => open.add(socket));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      // At once, but not so fast that this process does nothing else.
      setTimeout(hold, 100);
    });
  };
  for (let index = 0; index < count; index += 1) hold();
  const answers = [];
  let held = 0;
  for (const end = performance.now() + forMs; performance.now() < end; await pause(probeEveryMs)) {
    answers.push(await call({ port: probePort, method: 'GET', path: probePath, deadlineMs: 3_000 }));
    held = Math.max(held, open.size);
  }
  running = false;
  for (const socket of open) socket.destroy();
  const answered = answers.filter(({ status }) => status === 200);
  return {
    held,
    asked: answers.length,
    answered: answered.length,
    slowestMs: Math.max(0, ...answered.map(({ ms }) => ms)),
  };
}
