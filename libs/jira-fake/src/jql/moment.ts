import { JqlError } from './jql-error.ts';

const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A date of a query in ms: `-5m`, `2026-10-11`, `2026/10/11 14:30`, `now()`, `startOfDay()`, or a time stamp. */
export function jqlMoment(text: string, now: number): number {
  if (text.toLowerCase() === 'now()') return now;
  if (text.toLowerCase() === 'startofday()') return now - (now % 86_400_000);
  if (/^\d{12,}$/.test(text)) return Number(text);
  const relative = [...text.matchAll(/([+-]?\d+)([mhdw])/g)];
  if (relative.length > 0 && /^[+-]?(\s*[+-]?\d+[mhdw])+$/.test(text)) {
    return (
      now + relative.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0), 0)
    );
  }
  const absolute = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text);
  if (absolute === null) throw new JqlError(badDate(text));
  const [year, month, day, hour, minute] = absolute.slice(1).map((part) => Number(part ?? 0));
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0);
}

function badDate(text: string): string {
  return (
    `Date value '${text}' for field is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', ` +
    `'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`
  );
}
