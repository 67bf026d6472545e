import { parseArgs } from 'node:util';
import { createServer } from 'node:net';

/** The ports of the demo's programs on 127.0.0.1, by the flag that chooses each. */
export type DemoPorts = Readonly<Record<PortFlag, number>>;

type PortFlag = '--jira-port' | '--teleport-port' | '--auth-port' | '--plugin-port';

const defaults: DemoPorts = {
  '--jira-port': 8090,
  '--teleport-port': 3080,
  '--auth-port': 3025,
  '--plugin-port': 8081,
};
const flags = Object.keys(defaults).filter((flag): flag is PortFlag => flag in defaults);

/** Reads the demo's command line. Throws an `Error` that names the flag for a flag that is unknown, no port, or given twice. */
export function readPorts(args: readonly string[]): DemoPorts {
  const options = Object.fromEntries(flags.map((flag) => [flag.slice(2), { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const ports = { ...defaults };
  for (const flag of flags) {
    const text = values[flag.slice(2)];
    if (text !== undefined) ports[flag] = portOf(flag, String(text));
  }
  for (const flag of flags) {
    const other = flags.find((one) => one !== flag && ports[one] === ports[flag]);
    if (other !== undefined)
      throw new Error(`${flag} and ${other} are both ${ports[flag]}: give each its own port.`);
  }
  return ports;
}

function portOf(flag: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${flag} is "${text}": give a whole number from 1 to 65535.`);
}

/** Throws an `Error` that names every port that is taken and the flag that chooses another. */
export async function requireFreePorts(ports: DemoPorts): Promise<void> {
  const isTaken = await Promise.all(flags.map((flag) => isInUse(ports[flag])));
  const taken = flags.filter((_flag, index) => isTaken[index]);
  if (taken.length === 0) return;
  const lines = taken.map((flag) => `Port ${ports[flag]} (${flag}) is taken: another program listens there.`);
  const example = taken.map((flag) => `${flag} ${another(ports[flag])}`).join(' ');
  throw new Error(`${lines.join('\n')}\nStop that program, or choose other ports: npm start -- ${example}`);
}

/** A port to try next, as an example: nobody has looked whether it is free. */
function another(port: number): number {
  return port < 60_000 ? port + 1000 : port - 1000;
}

/** Another failure than a taken port is left to the program that is to listen there. */
function isInUse(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  });
}
