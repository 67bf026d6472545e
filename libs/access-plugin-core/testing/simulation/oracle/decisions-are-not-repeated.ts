import type { CallMade } from '../history.ts';
import type { Evidence } from './evidence.ts';

/** I4: after an outcome that is unknown a process sends a decision again only once it has read the request. */
export function decisionsAreNotRepeated({ history }: Evidence): readonly string[] {
  const last = new Map<string, CallMade>();
  const readSince = new Map<string, number>();
  const wrong: string[] = [];
  for (const call of history.calls) {
    const key = `${call.by.name} ${call.about}`;
    if (call.name === 'get') readSince.set(key, call.calledAt);
    if (!call.name.startsWith('resolve ') && !call.name.startsWith('review ')) continue;
    const before = last.get(key);
    last.set(key, call);
    if (before?.answeredAt === undefined || before.answer !== 'outcome-unknown') continue;
    const read = readSince.get(key) ?? -1;
    if (read < before.answeredAt)
      wrong.push(`${key}: ${call.name} at ${call.calledAt} without reading the request again`);
  }
  return wrong;
}
