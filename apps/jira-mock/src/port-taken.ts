/** Says that the port is taken and which flag gives another; `undefined` when the failure is another one. */
export function portTaken(error: unknown, port: number): Error | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return undefined;
  return new Error(
    `Port ${port} (--port) is taken: another program listens there. ` +
      `Stop that program, or give another port with --port; 0 takes a free one.`,
  );
}
