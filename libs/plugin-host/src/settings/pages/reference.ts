import type { ConfigFormat } from '../parse-config.ts';
import type { Section } from '../section.ts';
import type { Setting } from '../setting.ts';
import { tomlKey, tomlText } from '../toml/toml-text.ts';

/** What a page needs of a format. */
type PageFormat = Pick<ConfigFormat<unknown>, 'program' | 'sections'>;

const head = ({ program, sections }: PageFormat) => `# Configuration

The plugin reads one TOML file, \`/etc/${program}.toml\` or what \`--config\` names. \`${program} configure\` prints
one with every key explained, ready to be filled in. A file with faults is refused with all of them in one message.

**Keys that the plugin does not know.** An unknown section is a fault, and so is an unknown key of a section that
Teleport's own plugin does not have. In ${originalSections(sections)}
an unknown key is a warning, so a file of Teleport's own plugin works as it is, unless it is near a key that guards:
${guardKeys(sections)}. Near is: equal apart from case, \`-\` and \`_\`; up to two letters
different; or the right name in a wrong place. [upgrade.md](upgrade.md) lists the files that started before.

A **secret** (\`api_token\`, \`webhook_secret\`, \`seal_key\`, ...) may stand in the file itself; a value that begins with
\`/\` is the path of a file that holds it, and \`env:NAME\` is the environment variable \`NAME\`. A **duration** is written
as Go does: \`"90s"\`, \`"1m30s"\`, \`"2h"\`.

This page is generated from the code that reads the file: \`npx tsx tools/write-config-reference.ts\`.`;

/** The sections in which an unknown key is only a warning. */
function originalSections(sections: readonly Section[]): string {
  const names = sections.flatMap((section) =>
    section.kind === 'closed' && section.original ? [`\`[${section.path}]\``] : [],
  );
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** The keys whose default is weaker than what a person may have meant to set. */
function guardKeys(sections: readonly Section[]): string {
  return sections
    .flatMap((section) =>
      section.kind === 'open'
        ? []
        : Object.entries(section.settings).flatMap(([key, { guards }]) =>
            guards === true ? [`\`${section.path}.${key}\``] : [],
          ),
    )
    .join(', ');
}

/** The page `docs/configuration.md`: every key with its meaning, what it takes, its default and an example. */
export function configReference(format: PageFormat): string {
  return [head(format), ...format.sections.map(sectionText)].join('\n\n') + '\n';
}

function sectionText(section: Section): string {
  const header = section.kind === 'list' ? `[[${section.path}]]` : `[${section.path}]`;
  const head = `## \`${header}\`\n\n${section.meaning}`;
  if (section.kind !== 'open') {
    return [head, ...Object.entries(section.settings).map(settingText)].join('\n\n');
  }
  const examples = Object.entries(section.examples).map(([key, value]) => lineOf(key, value));
  return `${head} The keys are your own.\n\n${code([`[${section.path}]`, ...examples])}`;
}

function settingText([key, setting]: readonly [string, Setting<unknown>]): string {
  const facts = [`Takes ${setting.kind.expected}.`, presenceOf(setting)].join(' ');
  return `### \`${key}\`\n\n${setting.meaning}\n\n${facts}\n\n${code([lineOf(key, setting.example)])}`;
}

function presenceOf(setting: Setting<unknown>): string {
  switch (setting.presence) {
    case 'required':
      return 'Required.';
    case 'optional':
      return 'May be left out.';
    case 'defaulted':
      return `Default: \`${tomlText(setting.fallback)}\`.`;
  }
}

function lineOf(key: string, value: Parameters<typeof tomlText>[0]): string {
  return `${tomlKey(key)} = ${tomlText(value)}`;
}

function code(lines: readonly string[]): string {
  return ['```toml', ...lines, '```'].join('\n');
}
