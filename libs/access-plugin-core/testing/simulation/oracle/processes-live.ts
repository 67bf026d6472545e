import type { Evidence } from './evidence.ts';

/** The plugin never ends because something else does not work. */
export function processesLive({ replicas }: Evidence): readonly string[] {
  return replicas.flatMap(({ incarnation, failure }) => {
    const why = failure();
    return why === undefined ? [] : [`${incarnation.name}: ${why}`];
  });
}
