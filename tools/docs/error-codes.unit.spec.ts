import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codesIn, documentedCodes } from './error-codes.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');

describe('docs/errors.md', () => {
  it.each([
    ['PluginError', 'PluginErrorCode', 'apps/jira-plugin/src/errors.ts'],
    ['TeleportError', 'TELEPORT_ERROR_CODES', 'libs/teleport-client/src/errors/teleport-error.ts'],
    ['JiraError', 'JiraErrorCode', 'libs/jira-client/src/api/jira-error.ts'],
    ['AccessPluginError', 'AccessPluginErrorCode', 'libs/access-plugin-core/src/errors.ts'],
  ])('has each code of %s once, and no other', (heading, name, file) => {
    const codes = codesIn(readFileSync(join(root, file), 'utf8'), name);
    expect(codes.length).toBeGreaterThan(0);
    expect(documentedCodes(page, heading).toSorted()).toEqual(codes.toSorted());
  });
});

describe('codesIn', () => {
  it('reads a union past its comments', () => {
    const source =
      "/** The plugin's. */\nexport type Code =\n  /** It's not there. */\n  | 'a'\n  | 'b';\ntype Other = 'c';";
    expect(codesIn(source, 'Code')).toEqual(['a', 'b']);
  });

  it('reads a constant list', () => {
    expect(codesIn("export const CODES = ['a', 'b'] as const;", 'CODES')).toEqual(['a', 'b']);
  });
});

describe('documentedCodes', () => {
  it('reads the table of one section only', () => {
    const text = '# E\n\n## A\n\n| code |\n| --- |\n| `x` |\n\n### More\n\n| `z` |\n\n## B\n\n| `y` |\n';
    expect(documentedCodes(text, 'A')).toEqual(['x']);
    expect(documentedCodes(text, 'C')).toEqual([]);
  });
});
