import { parseNoteFrame } from '@org/jira-client/access-plugin';
import { z } from 'zod';
import { type Kind, optional, type Reading, readSettings } from '@org/plugin-host';
import { EXPECTED_TEMPLATE, templateFault } from '../template-fault.ts';

/** The words of tickets and notes; `undefined`: the plugin's own. */
export interface JiraTemplates {
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly comment: string | undefined;
}

const MOST = 8000;

const template: Kind<string> = checked(EXPECTED_TEMPLATE, (value) => templateFault(value));

const noteTemplate: Kind<string> = checked('up to 2,000 characters with {{note}} once', (value) => {
  const unknown = templateFault(value, ['note']);
  return unknown ?? (isNoteFrame(value) ? undefined : 'has no {{note}}, more than one, or is too long');
});

export const jiraTemplateSettings = {
  summary: optional({
    kind: template,
    meaning:
      'The summary of a ticket, cut to 255 characters. Left out: who requested which roles and resources.',
    example: '{{user}} asks for {{roles}}',
  }),
  description: optional({
    kind: template,
    meaning:
      'The description. "# " begins a heading, "- " a bullet, an empty line a paragraph; {{roles}}, {{resources}} and {{thresholds}} alone in a line become lists. A line whose placeholders are all unset is left out. What a request says stays text. Left out: everything that is known.',
    example: '{{user}} asks for:\n{{roles}}\n{{resources}}\n\n# Why\n{{reason}}\n\n{{link}}',
  }),
  comment: optional({
    kind: noteTemplate,
    meaning: "What stands around the plugin's own words, {{note}}, in each of its comments.",
    example: '{{note}}\n\nQuestions? Ask in #security.',
  }),
};

/** Reads `[jira.templates]`. */
export function readJiraTemplates(reading: Reading): JiraTemplates {
  return readSettings(reading, 'jira.templates', jiraTemplateSettings);
}

function checked(expected: string, faultOf: (value: string) => string | undefined): Kind<string> {
  const schema = z
    .string()
    .trim()
    .min(1)
    .max(MOST)
    .superRefine((value, context) => {
      const message = faultOf(value);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    });
  return { schema, expected };
}

function isNoteFrame(value: string): boolean {
  try {
    parseNoteFrame(value);
    return true;
  } catch {
    return false;
  }
}
