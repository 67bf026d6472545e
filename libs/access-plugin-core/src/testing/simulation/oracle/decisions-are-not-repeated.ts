import type { CallMade } from '../history.ts';
import type { Evidence } from './evidence.ts';

/** I4: a process sends no decision again that succeeded, and after an unknown outcome only once it has read the request. */
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
    if (before?.answeredAt === undefined) continue;
    const read = readSince.get(key) ?? -1;
    if (read < before.answeredAt)
      wrong.push(`${key}: ${call.name} at ${call.calledAt} without reading the request again`);
  }
  return wrong;
}
