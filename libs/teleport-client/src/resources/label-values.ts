import type { LabelValues } from '../gen/teleport/wrappers.js';

/** Lists of strings under string keys: annotations of requests, traits of users. */
export type StringLists = Readonly<Record<string, readonly string[]>>;

/** From the wire; absent is empty. */
export function stringLists(labels: LabelValues | undefined): StringLists {
  const entries = Object.entries(labels?.values ?? {});
  return Object.fromEntries(entries.map(([key, list]) => [key, list.values]));
}

/** To the wire. */
export function labelValues(lists: StringLists): LabelValues {
  const entries = Object.entries(lists);
  return { values: Object.fromEntries(entries.map(([key, values]) => [key, { values: [...values] }])) };
}
