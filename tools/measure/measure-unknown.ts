import type { Worlds } from '../../apps/jira-plugin-e2e/src/harness/worlds.ts';
import { call } from './call.ts';

/** What webhooks about issues that do not exist cost Jira, and what they did to a real move. */
export interface UnknownCost {
  readonly sent: number;
  readonly statuses: string;
  /** Calls to Jira about issues that do not exist, within a minute of the first webhook. */
  readonly jiraCalls: number;
  /** From the real move to the decision in Teleport, in milliseconds. */
  readonly decidedMs: number;
}

const firstUnknown = 5_000_000;
const pacedAtOnce = 20;

/** Sends webhooks about `count` unknown ids, moves a real card in the middle, and looks at Jira's list of calls a minute later. */
export async function measureUnknown(
  { jira, teleport }: Worlds,
  { port, count, secret }: { readonly port: number; readonly count: number; readonly secret?: string },
): Promise<UnknownCost> {
  const { id } = await teleport.request();
  const issue = await jira.issue(id);
  const started = performance.now();
  const statuses: (number | string)[] = [];
  let decided: Promise<number> | undefined;
  for (let from = 0; from < count; from += pacedAtOnce) {
    const ids = Array.from(
      { length: Math.min(pacedAtOnce, count - from) },
      (_, index) => firstUnknown + from + index,
    );
    const answers = await Promise.all(ids.map((unknown) => call({ port, body: bodyOf(unknown), secret })));
    statuses.push(...answers.map(({ status }) => status));
    if (from >= count / 2) decided ??= moveAndWait({ jira, teleport }, { issue, requestId: id });
  }
  const decidedMs = (await decided) ?? Number.NaN;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, 60_000 - (performance.now() - started))));
  const { calls } = await jira.state();
  const unknown = calls.filter(({ path }) => /\/issue\/5\d{6}\b/.test(path));
  return { sent: count, statuses: countsOf(statuses), jiraCalls: unknown.length, decidedMs };
}

async function moveAndWait(
  { jira, teleport }: Pick<Worlds, 'jira' | 'teleport'>,
  { issue, requestId }: { readonly issue: { readonly id: string }; readonly requestId: string },
): Promise<number> {
  const moved = performance.now();
  await jira.move(issue, 'Approved');
  await teleport.reaches(requestId, 'approved', 90_000);
  return performance.now() - moved;
}

function bodyOf(id: number): string {
  return JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id: String(id), key: `TAR-${id}` } });
}

function countsOf(statuses: readonly (number | string)[]): string {
  const kinds = [...new Set(statuses)];
  return kinds.map((kind) => `${statuses.filter((status) => status === kind).length} x ${kind}`).join(', ');
}
