import { spawn } from 'node:child_process';
import { until } from './until.ts';

/** Where the demo's two mocks are (`tools/demo`). */
export const JIRA = 'http://127.0.0.1:8090';
const TELEPORT = 'http://127.0.0.1:3080';

/** A card as the mock's state tells it. */
export interface Card {
  readonly id: string;
  readonly key: string;
  readonly statusId: string;
}

/** A wish for access. */
export interface Wish {
  readonly user: string;
  readonly roles: readonly string[];
  readonly resources?: readonly string[];
  readonly reason: string;
}

/** Starts both mocks and the plugin; the answer ends them. */
export function startWorlds(root: string): () => void {
  const nx = spawn('node_modules/.bin/nx', ['run', 'jira-plugin:demo', '--outputStyle=stream'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A process group of its own, so that the mocks and the plugin end with it.
    detached: true,
  });
  return () => {
    if (nx.pid !== undefined && nx.exitCode === null) process.kill(-nx.pid, 'SIGTERM');
  };
}

/** Asks for access as a Teleport user. */
export async function ask(wish: Wish): Promise<void> {
  const answer = await fetch(`${TELEPORT}/_mock/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  if (!answer.ok) throw new Error(`The Teleport mock refused the request: ${await answer.text()}`);
}

/** The cards of the board, oldest first, once there are that many. */
export async function cards(count: number, signal: AbortSignal): Promise<readonly Card[]> {
  return until(`${count} cards`, signal, async () => {
    const issues = await readIssues();
    return issues.length >= count ? issues : undefined;
  });
}

/** Waits until Teleport has so many requests that are pending no more. */
export async function decided(count: number, signal: AbortSignal): Promise<void> {
  await until(`${count} decisions`, signal, async () => {
    const answer = await fetch(`${TELEPORT}/_mock/state`);
    const { requests } = (await answer.json()) as { requests: readonly { state: string }[] };
    return requests.filter(({ state }) => state.toLowerCase() !== 'pending').length >= count
      ? true
      : undefined;
  });
}

async function readIssues(): Promise<readonly Card[]> {
  try {
    const answer = await fetch(`${JIRA}/_mock/state`);
    return ((await answer.json()) as { issues: readonly Card[] }).issues;
  } catch {
    return []; // it is starting
  }
}
