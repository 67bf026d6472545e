import type { ConfigFormat } from '../parse-config.ts';
import type { Section } from '../section.ts';
import type { Setting } from '../setting.ts';
import { tomlKey, tomlText } from '../toml/toml-text.ts';

/** What a page needs of a format. */
type PageFormat = Pick<ConfigFormat<unknown>, 'program' | 'sections'>;

const WIDTH = 100;

/**
 * The annotated configuration that `configure` prints: every key with its meaning, and its default where it has one.
 * Keys that a first configuration needs stand ready to be filled in; all others are commented out.
 */
export function exampleConfig({ program, sections }: PageFormat): string {
  const head = comment(
    `Configuration of ${program}. Replace the values of the lines that do not begin with #, and you can start.`,
  );
  return [head, ...sections.map(sectionText)].join('\n\n') + '\n';
}

function sectionText(section: Section): string {
  const head = `${comment(section.meaning)}\n${headerOf(section)}`;
  if (section.kind !== 'open') {
    return [head, ...Object.entries(section.settings).map(settingText)].join('\n\n');
  }
  const examples = Object.entries(section.examples).map(
    ([key, value]) => `#${tomlKey(key)} = ${tomlText(value)}`,
  );
  return [head, ...examples].join('\n');
}

/** A section without a line to fill in is commented out as a whole. */
function headerOf(section: Section): string {
  if (section.kind === 'list') return `#[[${section.path}]]`;
  const active = section.kind === 'closed' && Object.values(section.settings).some(({ shown }) => shown);
  return `${active ? '' : '#'}[${section.path}]`;
}

function settingText([key, setting]: readonly [string, Setting<unknown>]): string {
  const fallback = setting.presence === 'defaulted' ? ` Default: ${tomlText(setting.fallback)}.` : '';
  const line = `${key} = ${tomlText(setting.example)}`;
  return `${comment(setting.meaning + fallback)}\n${setting.shown === true ? '' : '#'}${line}`;
}

function comment(sentence: string): string {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines.push(`${lines.pop()} ${word}`);
    else lines.push(`# ${word}`);
  }
  return lines.join('\n');
}
