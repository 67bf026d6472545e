/** The part of a request that the command line prints. */
export interface MockRequest {
  readonly id: string;
  readonly user: string;
  readonly roles: readonly string[];
  readonly state: string;
  readonly requestReason: string;
}

const TIMEOUT_MS = 10_000;

/** Calls the control API of a running mock. Throws one sentence when it cannot be reached or refuses. */
export async function callMock<Answer>(
  url: string,
  call: { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; body?: unknown },
): Promise<Answer> {
  const response = await fetch(new URL(`/_mock${call.path}`, url), {
    method: call.method,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(call.body === undefined
      ? {}
      : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new Error(
      `No teleport-mock answers at ${url}. Start it with "teleport-mock start", or pass --url.`,
    );
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`teleport-mock refused (${String(response.status)}): ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}
