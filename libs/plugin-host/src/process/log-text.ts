/** Fields that are part of the line's form and not of what it tells. */
const FORM = new Set(['level', 'time', 'msg']);

/** The severities in the original's spelling, four letters wide. */
const LABELS: Readonly<Record<string, string>> = {
  trace: 'TRAC',
  debug: 'DEBU',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERRO',
  fatal: 'FATA',
};

/** Turns a line of JSON into one that reads like the original's: `INFO Plugin is ready`, then `key=value` pairs. */
export function textLine(json: string): string {
  const line = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const fields = Object.entries(line)
    .filter(([key]) => !FORM.has(key))
    .map(([key, value]) => ` ${key}=${fieldText(value)}`);
  const label = LABELS[String(line.level)] ?? 'INFO';
  return `${label} ${oneLine(typeof line.msg === 'string' ? line.msg : '')}${fields.join('')}\n`;
}

function fieldText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text);
}

/** Text from outside cannot begin a line of its own, nor steer a terminal. */
function oneLine(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}
