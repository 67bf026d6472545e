/** Says which flag's port is taken, and what to do; `undefined` when the failure is another one. */
export function portTaken(error: unknown, ports: Readonly<Record<string, number>>): Error | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return undefined;
  const taken = 'port' in error ? error.port : undefined;
  const flag = Object.keys(ports).find((name) => ports[name] === taken);
  if (flag === undefined) return undefined;
  return new Error(
    `Port ${String(taken)} (${flag}) is taken: another program listens there. ` +
      `Stop that program, or give another port with ${flag}; 0 takes a free one.`,
  );
}
